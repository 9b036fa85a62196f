with

targets as (

    select * from {{ ref('int_targets_resolved') }}

),

actuals as (

    select * from {{ ref('int_actuals_completed') }}
    where is_latest and indicator_key is not null

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
        targets.additivity,
        targets.direction,
        targets.comparator,
        targets.change,
        targets.unit_code,
        targets.unit_name,
        targets.target_value,
        targets.evidence,
        periods.period_start_date as target_start_date,
        periods.period_end_date as target_end_date,
        actuals.actual_key,
        actuals.period_code as reporting_period_code,
        actuals.period_end_date as reporting_end_date,
        actuals.as_of_date,
        actuals.basis,
        coalesce(actuals.basis <> 'level' and targets.additivity = 'sum', false) as is_flow,
        actuals.actual_value as reported_to_date_value,
        actuals.period_value as reported_period_value,
        coalesce(actuals.period_start_date = periods.period_start_date, false) as is_same_start,
        actuals.evidence as actual_evidence,
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

),

measured as (

    -- What was done since January says nothing about a target whose period starts later.
    select
        *,
        case
            when not is_flow or month(target_start_date) = 1 then reported_to_date_value
            when is_same_start then reported_period_value
        end as actual_value
    from paired

),

reasoned as (

    -- An actual without unit is in the target's; one with a unit is never held against none.
    select
        *,
        case
            when reporting_duty = 'joint' then 'joint_target'
            when reporting_duty <> 'own' or target_value is null then 'no_own_target'
            when actual_value is null and reported_to_date_value is not null then 'period_differs'
            when actual_value is null then 'no_actual'
            when coalesce(actual_unit_code, actual_unit_name) <> coalesce(unit_code, unit_name, '')
                then 'unit_differs'
        end as no_comparison_reason
    from measured

)

select * from reasoned
