{#- No table: one model reads it. -#}
{{ config(materialized='ephemeral') }}

with

targets as (

    -- running text names no partition
    select * from {{ ref('int_targets_resolved') }}
    where stated_in = 'table' and {{ changed('plan') }}

),

actuals as (

    select * from {{ ref('int_actuals_completed') }}
    where is_latest and indicator_key is not null and {{ changed('plan') }}

),

periods as (

    select
        indicator_key,
        period_code,
        cast(year as {{ dbt.type_string() }}) as plan_period_code
    from actuals
    group by indicator_key, period_code, year

),

expected as (

    -- The plan's own partition says whose figures belong together, whether or not they came.
    select
        targets.plan_id,
        targets.indicator_key,
        targets.org_code,
        targets.org_key,
        targets.is_total,
        periods.period_code,
        min(targets.additivity) as additivity,
        max(case when targets.reporting_duty = 'own' then 1 else 0 end) as has_duty,
        min(targets.col_no) as col_no
    from targets
    inner join periods
        on
            targets.indicator_key = periods.indicator_key
            and left(targets.period_code, 4) = periods.plan_period_code
    group by
        targets.plan_id, targets.indicator_key, targets.org_code, targets.org_key,
        targets.is_total, periods.period_code

),

reported as (

    -- no fan-out: one latest value an indicator, organisation and period, and one row of its words
    select
        expected.*,
        printed.document_key,
        printed.evidence,
        actuals.actual_value,
        coalesce(actuals.unit_code, actuals.unit_name) as unit,
        {{ rounding_of('actuals.printed_number', 'actuals.actual_value') }} as rounding
    from expected
    left join actuals
        on
            expected.indicator_key = actuals.indicator_key
            and expected.org_code = actuals.org_code
            and expected.period_code = actuals.period_code
    left join {{ ref('int_actuals_converted') }} as printed
        on actuals.actual_key = printed.actual_key

)

select * from reported
