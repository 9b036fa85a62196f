with

totals as (

    select * from {{ ref('int_plan_totals_named') }}
    where is_total

),

plans as (

    select
        plan_id,
        min(lineage) as lineage,
        min(title) as title,
        min(year) as year
    from totals
    where lineage is not null and year_end is null
    group by plan_id

),

followed as (

    -- the plan of the year right after, of one issuer under one title
    select
        earlier.plan_id as earlier_plan_id,
        later.plan_id as later_plan_id,
        later.title as later_title
    from plans as earlier
    inner join plans as later
        on earlier.lineage = later.lineage and earlier.year + 1 = later.year

),

found as (

    -- one row per target of the earlier plan; what the later prints twice counts at its best
    select
        earlier.target_key,
        followed.later_plan_id,
        {{ same_indicator('max(later.base_value)', 'earlier', 'later') }} as highest_value,
        {{ same_indicator('min(later.base_value)', 'earlier', 'later') }} as lowest_value,
        {{ same_indicator('min(later.evidence)', 'earlier', 'later') }} as later_evidence,
        {{ same_indicator('count(*)', 'earlier', 'later') }} as same_count,
        count(case when later.change is distinct from earlier.change then 1 end)
            as other_kind_count,
        min(later.indicator_name) as like_indicator
    from totals as earlier
    inner join followed on earlier.plan_id = followed.earlier_plan_id
    inner join totals as later
        on
            followed.later_plan_id = later.plan_id
            and {{ is_like_name('earlier.match_name', 'later.match_name') }}
    group by earlier.target_key, followed.later_plan_id

),

paired as (

    select
        earlier.*,
        followed.later_plan_id,
        followed.later_title,
        found.later_evidence,
        found.like_indicator,
        coalesce(found.same_count, 0) > 0 as is_found,
        coalesce(found.same_count, 0) > 0 and found.other_kind_count > 0 as is_other_kind,
        case
            when earlier.direction = 'lower' then found.lowest_value
            else found.highest_value
        end as later_value
    from totals as earlier
    inner join followed on earlier.plan_id = followed.earlier_plan_id
    left join found
        on
            earlier.target_key = found.target_key
            and followed.later_plan_id = found.later_plan_id

),

shared as (

    select
        *,
        avg(case when is_found then 1.0 else 0.0 end) over (
            partition by plan_id, later_plan_id
        ) as found_share
    from paired

),

judged as (

    select
        *,
        {{ not_comparable_plans('X02') }} as skip_reason,
        {{ fate_of_target('later_value', 'dropped', 'kept') }} as fate
    from shared

),

compared as (

    select
        'X02' as check_id,
        document_key,
        plan_id,
        org_code,
        period_code,
        {{ numbered_subject_zh('row_no', 'indicator_name') }} as subject_zh,
        {{ numbered_subject_en('row_no', 'indicator_name') }} as subject_en,
        {{ plain_number('base_value') }} as expected,
        case when is_found then {{ plain_number('later_value') }} end as observed,
        case when skip_reason is null and is_found then later_value - base_value end as difference,
        0 as tolerance,
        skip_reason is null as is_evaluated,
        skip_reason,
        {{ surrogate_key([
            'plan_id', 'later_plan_id', 'indicator_key', 'org_name', 'period_code',
        ]) }} as subject_key,
        {{ joined_evidence(['evidence', "coalesce(later_evidence, '[]')"]) }} as evidence,
        {{ json_record([
            ['fate', 'fate'],
            ['later_plan', 'later_title'],
            ['like_indicator', 'like_indicator'],
            ['later_value', "coalesce(" ~ plain_number('later_value') ~ ", '未列')"],
            ['later_value_en', "coalesce(" ~ plain_number('later_value') ~ ", 'nothing')"],
        ]) }} as detail
    from judged

)

select {{ check_columns() }} from compared
