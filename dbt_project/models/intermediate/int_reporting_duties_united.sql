{{ config(materialized='incremental', meta={'changed_by': 'plan'}) }}
{%- set shared = [
    'plan_id', 'org_code', 'period_code', 'frequency', 'plan_year', 'period_start_date',
    'period_end_date',
] -%}
{%- set of_rules = {
    'rule_key': dbt.type_string(), 'opens_date': 'date', 'due_date': 'date',
    'grace_until_date': 'date', 'day_basis': dbt.type_string(), 'words': dbt.type_string(),
    'exception_reason': dbt.type_string(),
} -%}
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
        source = 'submission' and coalesce(acceptance_state, '') <> 'returned'
        and reported_value is not null and indicator_key is not null and {{ changed('plan') }}
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

    -- Where no rule speaks, a period is due once anybody of the plan sent a report for it.
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
    {{ shared | join(', ') }},
    {{ of_rules | join(', ') }},
    rule_source as duty_basis,
    is_certain,
    evidence
from duties
union all
select
    {{ shared | join(', ') }},
    {% for column, type in of_rules.items() %}
        cast(null as {{ type }}) as {{ column }},
    {% endfor %}
    'others_reported' as duty_basis,
    false as is_certain,
    '[]' as evidence
from followed
