with

targets as (

    select * from {{ ref('int_plan_totals_named') }}

),

ancestors as (

    select * from {{ ref('int_org_ancestors_listed') }}
    where hierarchy = 'administrative' and distance > 0

),

plans as (

    select
        plan_id,
        year,
        coalesce(year_end, year) as last_year,
        scope_org_code,
        min(title) as title,
        min(document_key) as document_key
    from targets
    where scope_org_code is not null
    group by plan_id, year, year_end, scope_org_code

),

below as (

    -- every plan of a place within the place of another plan, for a year of that one
    select
        higher.plan_id as higher_plan_id,
        lower_plan.plan_id as lower_plan_id,
        lower_plan.scope_org_code as lower_org_code,
        lower_plan.title as lower_title,
        lower_plan.document_key as lower_document_key
    from plans as higher
    inner join ancestors
        on higher.scope_org_code = ancestors.ancestor_org_code
    inner join plans as lower_plan
        on
            ancestors.org_code = lower_plan.scope_org_code
            and lower_plan.year between higher.year and higher.last_year

),

asked as (

    -- what the higher plan asks of the place of the lower one
    select
        higher.*,
        below.lower_plan_id,
        below.lower_org_code,
        below.lower_title,
        below.lower_document_key
    from below
    inner join targets as higher
        on
            below.higher_plan_id = higher.plan_id
            and below.lower_org_code = higher.org_code
            and not higher.is_total

),

own as (

    -- what a plan asks of its whole place
    select *
    from targets
    where is_total

),

found as (

    -- one row per target of the higher plan
    select
        asked.target_key,
        asked.lower_plan_id,
        {{ same_indicator('max(own.base_value)', 'asked', 'own') }} as highest_value,
        {{ same_indicator('min(own.base_value)', 'asked', 'own') }} as lowest_value,
        {{ same_indicator('min(own.evidence)', 'asked', 'own') }} as lower_evidence,
        {{ same_indicator('count(*)', 'asked', 'own') }} as same_count,
        count(case when own.change is distinct from asked.change then 1 end) as other_kind_count,
        min(own.indicator_name) as like_indicator
    from asked
    inner join own
        on
            asked.lower_plan_id = own.plan_id
            and asked.period_code = own.period_code
            and {{ is_like_name('asked.match_name', 'own.match_name') }}
    group by asked.target_key, asked.lower_plan_id

),

paired as (

    select
        asked.*,
        found.lower_evidence,
        found.like_indicator,
        coalesce(found.same_count, 0) > 0 as is_found,
        coalesce(found.same_count, 0) > 0 and found.other_kind_count > 0 as is_other_kind,
        case
            when asked.direction = 'lower' then found.lowest_value
            else found.highest_value
        end as lower_value,
        avg(case when found.same_count > 0 then 1.0 else 0.0 end) over (
            partition by asked.plan_id, asked.lower_plan_id
        ) as found_share
    from asked
    left join found
        on
            asked.target_key = found.target_key
            and asked.lower_plan_id = found.lower_plan_id

),

judged as (

    select
        *,
        {{ not_comparable_plans('X01') }} as skip_reason,
        {{ fate_of_target('lower_value', 'missing', 'covered') }} as fate
    from paired

),

compared as (

    select
        'X01' as check_id,
        lower_document_key as document_key,
        lower_plan_id as plan_id,
        lower_org_code as org_code,
        period_code,
        {{ numbered_subject_zh('row_no', 'indicator_name') }} || ' ' || org_name as subject_zh,
        {{ numbered_subject_en('row_no', 'indicator_name') }} || ' ' || org_name as subject_en,
        {{ plain_number('base_value') }} as expected,
        case when is_found then {{ plain_number('lower_value') }} end as observed,
        case when skip_reason is null and is_found then lower_value - base_value end as difference,
        0 as tolerance,
        skip_reason is null as is_evaluated,
        skip_reason,
        {{ surrogate_key([
            'plan_id', 'lower_plan_id', 'indicator_key', 'org_name', 'period_code',
        ]) }} as subject_key,
        {{ joined_evidence(['evidence', "coalesce(lower_evidence, '[]')"]) }} as evidence,
        {{ json_record([
            ['fate', 'fate'],
            ['higher_plan', 'title'],
            ['lower_plan', 'lower_title'],
            ['like_indicator', 'like_indicator'],
            ['lower_value', "coalesce(" ~ plain_number('lower_value') ~ ", '未列')"],
            ['lower_value_en', "coalesce(" ~ plain_number('lower_value') ~ ", 'nothing')"],
        ]) }} as detail
    from judged

)

select {{ check_columns() }} from compared
