{{ config(materialized='incremental', meta={'changed_by': 'plan'}) }}

with

duties as (

    select * from {{ ref('int_reporting_duties_dated') }}
    where {{ changed('plan') }}

),

units as (

    select * from {{ ref('int_reporting_units_listed') }}
    where {{ changed('plan') }}

),

actuals as (

    select
        plan_id,
        period_code
    from {{ ref('int_actuals_completed') }}
    where
        source = 'submission' and is_latest and reported_value is not null
        and indicator_key is not null and {{ changed('plan') }}
    group by plan_id, period_code

),

periods as (

    select * from {{ ref('int_periods_dated') }}

),

ruled as (

    -- Whoever has a rule for a year, even if every period of it is excused, has it from there.
    select
        plan_id,
        org_code,
        plan_year
    from {{ ref('int_reporting_rules_chosen') }}
    group by plan_id, org_code, plan_year

),

followed as (

    -- Where no rule speaks, a period is due once anybody of the plan sent a report for it; that an
    -- issuer wrote about a half-year obliges nobody.
    select
        units.plan_id,
        units.org_code,
        units.plan_year,
        actuals.period_code,
        periods.granularity as frequency,
        periods.period_start_date,
        periods.period_end_date
    from units
    inner join actuals
        on
            units.plan_id = actuals.plan_id
            and cast(units.plan_year as {{ dbt.type_string() }}) = left(actuals.period_code, 4)
    inner join periods on actuals.period_code = periods.period_code
    left join ruled
        on
            units.plan_id = ruled.plan_id
            and units.org_code = ruled.org_code
            and units.plan_year = ruled.plan_year
    where ruled.plan_id is null

)

select
    plan_id,
    org_code,
    period_code,
    rule_key,
    rule_source as duty_basis,
    frequency,
    review_steps,
    plan_year,
    is_certain,
    period_start_date,
    period_end_date,
    opens_date,
    due_date,
    grace_until_date,
    day_basis,
    words,
    exception_reason,
    evidence
from duties
union all
select
    plan_id,
    org_code,
    period_code,
    cast(null as {{ dbt.type_string() }}) as rule_key,
    'others_reported' as duty_basis,
    frequency,
    cast(null as {{ dbt.type_string() }}) as review_steps,
    plan_year,
    false as is_certain,
    period_start_date,
    period_end_date,
    cast(null as date) as opens_date,
    cast(null as date) as due_date,
    cast(null as date) as grace_until_date,
    cast(null as {{ dbt.type_string() }}) as day_basis,
    cast(null as {{ dbt.type_string() }}) as words,
    cast(null as {{ dbt.type_string() }}) as exception_reason,
    cast('[]' as {{ dbt.type_string() }}) as evidence
from followed
