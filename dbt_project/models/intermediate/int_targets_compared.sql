{#- No table: one model reads it. -#}
{{ config(materialized='ephemeral') }}

with

paired as (

    select * from {{ ref('int_targets_paired') }}

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

    -- Of a quarter's figure whose earlier quarters are missing nobody knows what was done so far.
    -- An actual without unit is in the target's; one with a unit is never held against none.
    select
        *,
        case
            when reporting_duty = 'joint' then 'joint_target'
            when reporting_duty <> 'own' or target_value is null then 'no_own_target'
            when
                actual_value is null
                and coalesce(reported_to_date_value, reported_period_value) is not null
                then 'period_differs'
            when actual_value is null then 'no_actual'
            when coalesce(actual_unit_code, actual_unit_name) <> coalesce(unit_code, unit_name, '')
                then 'unit_differs'
        end as no_comparison_reason
    from measured

),

based as (

    -- A baseline in another unit is no baseline.
    select
        *,
        {{ comparable_baseline() }} as comparable_baseline_value
    from reasoned

),

bounded as (

    -- Of a bare or approximate number less is better where the indicator says so; of a decrease
    -- more is always better.
    select
        *,
        {{ is_limit() }} as is_limit
    from based

),

judged as (

    select
        *,
        case
            when no_comparison_reason is not null then null
            when comparator = '>' then actual_value > target_value
            when comparator = '<' then actual_value < target_value
            when is_limit then actual_value <= target_value
            else actual_value >= target_value
        end as is_met
    from bounded

)

select * from judged
