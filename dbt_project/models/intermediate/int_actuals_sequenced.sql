{{ config(materialized='incremental', meta={'changed_by': 'year'}) }}

with

actuals as (

    select * from {{ ref('int_actuals_completed') }}
    where is_latest and {{ changed('year') }}

),

targets as (

    -- no fan-out: one whole-year target of its own for an indicator and organisation
    select
        indicator_key,
        org_code,
        period_code,
        coalesce(min(unit_code), min(unit_name), '') as unit,
        max(target_value) as target_value
    from {{ ref('int_targets_resolved') }}
    where reporting_duty = 'own' and target_value > 0 and org_code is not null
    group by indicator_key, org_code, period_code

),

valued as (

    -- What is counted since January never falls; all else may.
    select
        actuals.actual_key,
        actuals.plan_id,
        actuals.org_code,
        actuals.indicator_key,
        actuals.series_name,
        actuals.period_code,
        actuals.as_of_date,
        actuals.direction,
        actuals.unit_name,
        actuals.granularity,
        actuals.source,
        actuals.basis,
        actuals.additivity,
        left(actuals.period_code, 4) as year_code,
        coalesce(actuals.unit_code, actuals.unit_name, '') as unit,
        actuals.basis <> 'level' and actuals.additivity = 'sum' as is_flow,
        actuals.converted_value,
        case
            when actuals.basis <> 'level' and actuals.additivity = 'sum'
                then actuals.year_to_date_value
            else actuals.converted_value
        end as sequence_value
    from actuals

),

aimed as (

    select
        valued.*,
        targets.target_value
    from valued
    left join targets
        on
            valued.indicator_key = targets.indicator_key
            and valued.org_code = targets.org_code
            and valued.year_code = targets.period_code
            and valued.unit = targets.unit
    -- beyond 10^15, which nobody reports, products could leave the type
    where abs(valued.sequence_value) < 1000000000000000

),

sequenced as (

    select
        *,
        row_number() over in_order as report_no,
        lag(period_code) over in_order as before_period_code,
        lag(sequence_value) over in_order as before_value,
        lag(sequence_value, 2) over in_order as before_last_value,
        lead(sequence_value) over in_order as after_value,
        lead(sequence_value, 2) over in_order as after_next_value,
        min(sequence_value) over (
            partition by org_code, series_name, year_code
            order by as_of_date, period_code
            rows between 1 following and unbounded following
        ) as least_after_value
    from aimed
    window in_order as (
        partition by org_code, series_name, year_code order by as_of_date, period_code
    )

)

select * from sequenced
