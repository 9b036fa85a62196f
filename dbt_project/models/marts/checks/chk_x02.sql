with

totals as (

    select * from {{ ref('int_plan_totals_named') }}
    where is_total

),

plans as (

    select
        plan_id,
        min(lineage) as lineage,
        min(year) as year,
        count(distinct match_name) as indicator_count
    from totals
    where lineage is not null and year_end is null
    group by plan_id

),

followed as (

    -- the plan of the year right after, of one issuer under one title
    select
        earlier.plan_id as earlier_plan_id,
        later.plan_id as later_plan_id
    from plans as earlier
    inner join plans as later
        on earlier.lineage = later.lineage and earlier.year + 1 = later.year

),

same_name as (

    -- one row per target of the earlier plan; what the later prints twice counts at its best
    select
        earlier.target_key,
        followed.later_plan_id,
        max(later.base_value) as highest_value,
        min(later.base_value) as lowest_value,
        min_by(later.evidence, later.target_key) as later_evidence,
        max(case when later.change is distinct from earlier.change then 1 else 0 end)
            as is_other_kind
    from totals as earlier
    inner join followed on earlier.plan_id = followed.earlier_plan_id
    inner join totals as later
        on
            followed.later_plan_id = later.plan_id
            and earlier.match_name = later.match_name
            and earlier.base_unit_code = later.base_unit_code
    group by earlier.target_key, followed.later_plan_id

),

like_name as (

    select
        earlier.target_key,
        followed.later_plan_id,
        min(later.indicator_name) as like_indicator
    from totals as earlier
    inner join followed on earlier.plan_id = followed.earlier_plan_id
    inner join totals as later on followed.later_plan_id = later.plan_id
    where {{ is_like_name('earlier.match_name', 'later.match_name') }}
    group by earlier.target_key, followed.later_plan_id

),

paired as (

    select
        earlier.*,
        followed.later_plan_id,
        same_name.later_evidence,
        same_name.is_other_kind,
        like_name.like_indicator,
        same_name.target_key is not null as is_found,
        case
            when earlier.direction = 'lower' then same_name.lowest_value
            else same_name.highest_value
        end as later_value
    from totals as earlier
    inner join followed on earlier.plan_id = followed.earlier_plan_id
    left join same_name
        on
            earlier.target_key = same_name.target_key
            and followed.later_plan_id = same_name.later_plan_id
    left join like_name
        on
            earlier.target_key = like_name.target_key
            and followed.later_plan_id = like_name.later_plan_id

),

shared as (

    select
        *,
        avg(case when is_found then 1.0 else 0.0 end) over (
            partition by plan_id, later_plan_id
        ) as found_share
    from paired

),

later_documents as (

    select
        plan_id,
        min(title) as later_title
    from totals
    group by plan_id

),

judged as (

    select
        shared.*,
        later_documents.later_title,
        case
            when shared.found_share < {{ check_parameter('X02', 'least_shared') }}
                then 'plans_are_about_other_things'
            when shared.is_other_kind = 1 then 'level_against_change'
            when not shared.is_found and shared.like_indicator is not null then 'renamed_perhaps'
        end as skip_reason,
        case
            when not shared.is_found then 'dropped'
            when shared.direction = 'lower' and shared.later_value > shared.base_value
                then 'weaker'
            when shared.direction = 'higher' and shared.later_value < shared.base_value
                then 'weaker'
            else 'kept'
        end as fate
    from shared
    inner join later_documents on shared.later_plan_id = later_documents.plan_id

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
