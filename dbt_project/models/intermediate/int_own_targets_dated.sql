with

targets as (

    select * from {{ ref('int_targets_resolved') }}
    where reporting_duty = 'own' and target_value is not null

),

periods as (

    select * from {{ ref('int_periods_dated') }}

),

dated as (

    -- inner join: a target without a period has no schedule
    select
        targets.target_key,
        targets.plan_id,
        targets.indicator_key,
        targets.org_key,
        targets.period_code,
        targets.target_value,
        targets.additivity,
        coalesce(targets.unit_code, targets.unit_name, '') as unit,
        periods.granularity,
        periods.period_start_date,
        periods.period_end_date
    from targets
    inner join periods on targets.period_code = periods.period_code

)

select * from dated
