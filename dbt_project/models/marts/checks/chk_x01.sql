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
        scope_org_code
    from targets
    where scope_org_code is not null
    group by plan_id, year, year_end, scope_org_code

),

below as (

    -- every plan of a place within the place of another plan, for a year of that one
    select
        higher.plan_id as higher_plan_id,
        lower_plan.plan_id as lower_plan_id,
        lower_plan.scope_org_code as lower_org_code
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
        below.lower_org_code
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

same_name as (

    -- one row per target of the higher plan
    select
        asked.target_key,
        asked.lower_plan_id,
        max(own.base_value) as highest_value,
        min(own.base_value) as lowest_value,
        min_by(own.evidence, own.target_key) as lower_evidence,
        max(case when own.change is distinct from asked.change then 1 else 0 end) as is_other_kind
    from asked
    inner join own
        on
            asked.lower_plan_id = own.plan_id
            and asked.period_code = own.period_code
            and asked.match_name = own.match_name
            and asked.base_unit_code = own.base_unit_code
    group by asked.target_key, asked.lower_plan_id

),

like_name as (

    select
        asked.target_key,
        asked.lower_plan_id,
        min(own.indicator_name) as like_indicator
    from asked
    inner join own on asked.lower_plan_id = own.plan_id
    where {{ is_like_name('asked.match_name', 'own.match_name') }}
    group by asked.target_key, asked.lower_plan_id

),

paired as (

    select
        asked.*,
        same_name.lower_evidence,
        same_name.is_other_kind,
        like_name.like_indicator,
        same_name.target_key is not null as is_found,
        case
            when asked.direction = 'lower' then same_name.lowest_value
            else same_name.highest_value
        end as lower_value,
        avg(case when same_name.target_key is not null then 1.0 else 0.0 end) over (
            partition by asked.plan_id, asked.lower_plan_id
        ) as found_share
    from asked
    left join same_name
        on
            asked.target_key = same_name.target_key
            and asked.lower_plan_id = same_name.lower_plan_id
    left join like_name
        on
            asked.target_key = like_name.target_key
            and asked.lower_plan_id = like_name.lower_plan_id

),

lower_documents as (

    select
        plan_id,
        min(title) as lower_title,
        min(document_key) as lower_document_key
    from targets
    group by plan_id

),

judged as (

    select
        paired.*,
        lower_documents.lower_title,
        lower_documents.lower_document_key,
        case
            when paired.found_share < {{ check_parameter('X01', 'least_shared') }}
                then 'plans_are_about_other_things'
            when paired.is_other_kind = 1 then 'level_against_change'
            when not paired.is_found and paired.like_indicator is not null then 'renamed_perhaps'
        end as skip_reason,
        case
            when not paired.is_found then 'missing'
            when paired.direction = 'lower' and paired.lower_value > paired.base_value
                then 'weaker'
            when paired.direction = 'higher' and paired.lower_value < paired.base_value
                then 'weaker'
            else 'covered'
        end as fate
    from paired
    inner join lower_documents on paired.lower_plan_id = lower_documents.plan_id

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
