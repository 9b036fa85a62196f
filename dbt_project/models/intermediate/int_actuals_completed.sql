{{ config(materialized='incremental', meta={'changed_by': 'report'}) }}

with

actuals as (

    select * from {{ ref('int_actuals_revised') }}
    where {{ changed('report') }}

),

accumulated as (

    select * from {{ ref('int_actuals_accumulated') }}

),

completed as (

    -- A revision that was replaced keeps only what it says itself.
    select
        actuals.*,
        coalesce(
            accumulated.year_to_date_value,
            case when actuals.basis = 'year_to_date' then actuals.converted_value end
        ) as year_to_date_value,
        coalesce(
            accumulated.period_value,
            case when actuals.basis = 'period' then actuals.converted_value end
        ) as period_value
    from actuals
    left join accumulated on actuals.actual_key = accumulated.actual_key

),

measured as (

    -- What stands against a target for the year: what was done so far, or the level reached.
    select
        *,
        {{ value_against_target('converted_value') }} as actual_value
    from completed

)

select * from measured
