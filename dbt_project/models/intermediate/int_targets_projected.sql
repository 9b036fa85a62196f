{#- A view: a few cases a row cost less than keeping its rows twice. -#}
{{ config(materialized='view') }}

with

paced as (

    select * from {{ ref('int_targets_paced') }}

),

judged as (

    -- A limit that is kept may still be passed until its period is over; what passed it is behind,
    -- but for a level that is on its way down from a baseline.
    select
        *,
        case
            when no_comparison_reason = 'joint_target' then 'joint'
            when no_comparison_reason = 'no_own_target' then 'not_assigned'
            when no_comparison_reason = 'no_actual' then 'not_reported'
            when no_comparison_reason is not null then 'not_comparable'
            when is_met and (is_period_over or not is_limit) then 'completed'
            when is_period_over then 'behind'
            when is_limit and actual_value > expected_value then 'behind'
            when is_limit and (is_met or actual_value <= expected_value) then 'on_pace'
            when is_limit and completion_method <> 'baseline' then 'behind'
            when expected_value is null then 'in_progress'
            when actual_value >= expected_value then 'on_pace'
            else 'behind'
        end as progress_status,
        case
            when no_comparison_reason is not null then null
            when is_limit then actual_value - target_value
            else target_value - actual_value
        end as gap_value
    from paced

),

chosen as (

    select
        *,
        case
            when no_comparison_reason is not null or elapsed_rate is null then null
            when is_period_over then 'final'
            when not is_flow then 'last_level'
            when 6 * elapsed_days >= total_days then 'linear_to_date'
        end as forecast_method
    from judged

),

forecast as (

    select
        *,
        case
            when forecast_method in ('final', 'last_level') then actual_value
            when forecast_method = 'linear_to_date'
                then {{ divided(in_other_unit('actual_value', 'total_days'), 'elapsed_days') }}
        end as forecast_value
    from chosen

)

select
    *,
    case
        when forecast_value is not null then null
        when no_comparison_reason is not null then no_comparison_reason
        else 'too_early'
    end as no_forecast_reason,
    case
        when forecast_value is null then null
        when comparator = '<' then forecast_value < target_value
        when comparator = '>' then forecast_value > target_value
        when is_limit then forecast_value <= target_value
        else forecast_value >= target_value
    end as forecast_is_met
from forecast
