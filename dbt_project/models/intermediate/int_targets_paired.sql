{#- No table: one model reads it. -#}
{{ config(materialized='ephemeral') }}

with

targets as (

    -- nobody is held against a draft
    select * from {{ ref('int_targets_resolved') }}
    where is_plan_of_record and {{ changed('plan') }}

),

actuals as (

    select * from {{ ref('int_actuals_completed') }}
    where is_latest and indicator_key is not null and {{ changed('plan') }}

),

periods as (

    select * from {{ ref('int_periods_dated') }}

),

paired as (

    -- One row per target and reporting period; a target without report keeps one row.
    select
        targets.target_key,
        targets.plan_id,
        targets.indicator_key,
        targets.org_code,
        targets.org_key,
        targets.org_name,
        targets.is_total,
        targets.period_code,
        targets.reporting_duty,
        targets.stated_in,
        targets.additivity,
        targets.time_additivity,
        targets.direction,
        targets.comparator,
        targets.change,
        targets.unit_code,
        targets.unit_name,
        targets.target_value,
        targets.baseline_value,
        targets.baseline_unit_code,
        targets.baseline_unit_name,
        periods.period_start_date as target_start_date,
        periods.period_end_date as target_end_date,
        actuals.actual_key,
        actuals.period_code as reporting_period_code,
        actuals.period_end_date as reporting_end_date,
        actuals.as_of_date,
        actuals.basis,
        actuals.source,
        actuals.source_rank,
        actuals.finality,
        coalesce(actuals.basis <> 'level' and targets.time_additivity = 'sum', false) as is_flow,
        actuals.actual_value as reported_to_date_value,
        actuals.period_value as reported_period_value,
        coalesce(actuals.period_start_date = periods.period_start_date, false) as is_same_start,
        coalesce(actuals.is_synthetic, false) as is_synthetic,
        actuals.unit_code as actual_unit_code,
        actuals.unit_name as actual_unit_name
    from targets
    left join periods on targets.period_code = periods.period_code
    left join actuals
        on
            targets.indicator_key = actuals.indicator_key
            and targets.org_code = actuals.org_code
            and periods.year = actuals.year
            and periods.period_start_date <= actuals.period_end_date
            and periods.period_end_date >= actuals.period_end_date

)

select * from paired
