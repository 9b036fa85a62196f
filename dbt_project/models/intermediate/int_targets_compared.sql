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
        targets.*,
        actuals.actual_key,
        actuals.period_code as reporting_period_code,
        actuals.as_of_date,
        actuals.actual_value,
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
            and periods.period_end_date >= actuals.period_end_date

),

reasoned as (

    -- An actual without unit is in the target's; one with a unit is never held against none.
    select
        *,
        case
            when reporting_duty = 'joint' then 'joint_target'
            when reporting_duty <> 'own' or target_value is null then 'no_own_target'
            when actual_value is null then 'no_actual'
            when coalesce(actual_unit_code, actual_unit_name) <> coalesce(unit_code, unit_name, '')
                then 'unit_differs'
        end as no_comparison_reason
    from paired

),

judged as (

    -- A bare number is what has to be reached, or, where less is better, what must not be passed.
    select
        *,
        case
            when no_comparison_reason is not null then null
            when comparator = '>=' then actual_value >= target_value
            when comparator = '>' then actual_value > target_value
            when comparator = '<=' then actual_value <= target_value
            when comparator = '<' then actual_value < target_value
            when direction = 'lower' then actual_value <= target_value
            else actual_value >= target_value
        end as is_met
    from reasoned

),

rated as (

    select
        *,
        case
            when no_comparison_reason is not null then no_comparison_reason
            when comparator in ('<=', '<') then 'upper_limit'
            when direction = 'lower' and coalesce(comparator, '=') in ('=', '~') then 'upper_limit'
            when change is not null then 'change_target'
            when target_value <= 0 then 'zero_target'
        end as no_rate_reason
    from judged

)

select
    *,
    case
        when no_rate_reason is null then cast(actual_value / target_value as {{ quantity_type() }})
    end as completion_rate
from rated
