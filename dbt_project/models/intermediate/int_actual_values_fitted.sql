with

subjects as (

    -- What an organisation reports in a year, however often: its plan is looked for once.
    select
        source,
        org_code,
        cast(year as {{ dbt.type_string() }}) as plan_year,
        match_name
    from {{ ref('int_actual_values_stacked') }}
    where year is not null
    group by source, org_code, year, match_name

),

ranked as (

    select * from {{ ref('int_indicator_names_asked') }}

),

named as (

    select
        match_name,
        plan_year,
        plan_id,
        indicator_key,
        plan_received_at
    from ranked
    group by match_name, plan_year, plan_id, indicator_key, plan_received_at

),

placed as (

    -- The organisation before the name, which many plans share. Whom no plan asks may report all
    -- the same; prose says nothing about a plan in which its organisation has no column.
    select
        subjects.*,
        ranked.plan_id,
        ranked.indicator_key,
        ranked.plan_received_at,
        case when ranked.match_name is null and subjects.source = 'submission'
                then subjects.match_name
        end as unasked_name
    from subjects
    left join ranked
        on
            subjects.match_name = ranked.match_name
            and subjects.plan_year = ranked.plan_year
            and subjects.org_code = ranked.org_code
            and ranked.fit_rank = 1

),

fitted as (

    select
        placed.source,
        placed.org_code,
        placed.plan_year,
        placed.match_name,
        coalesce(placed.plan_id, named.plan_id) as plan_id,
        coalesce(placed.indicator_key, named.indicator_key) as indicator_key,
        coalesce(placed.plan_received_at, named.plan_received_at) as plan_received_at
    from placed
    left join named
        on placed.unasked_name = named.match_name and placed.plan_year = named.plan_year
    where placed.indicator_key is not null or named.indicator_key is not null

)

select
    *,
    count(*) over (partition by source, org_code, plan_year, match_name) as fit_count
from fitted
