with

targets as (

    -- Cells that one printed cell covers are one figure, over organisations or over rows.
    select
        *,
        coalesce(place, statement_key) as cell_key,
        count(*) over (
            partition by plan_id, document_key, coalesce(place, statement_key)
        ) as cell_count
    from {{ ref('int_targets_resolved') }}
    where
        not is_total and stated_in = 'table' and is_plan_of_record
        and {{ changed('plan') }}

),

actuals as (

    select * from {{ ref('int_actuals_regrouped') }}

),

parts as (

    -- Who has a figure of its own in a year, whatever parts of the year the plan names.
    select
        plan_id,
        indicator_key,
        org_key,
        left(period_code, 4) as plan_period_code,
        max(org_code) as org_code,
        min(additivity) as additivity,
        max(case when time_additivity = 'sum' then 0 else 1 end) as is_kept_over_time,
        max(case when reporting_duty = 'own' and target_value is not null then 1 else 0 end)
            as own_count,
        max(case when reporting_duty = 'joint' then 1 else 0 end) as joint_count,
        min(case when reporting_duty = 'joint' then cell_key end) as joint_cell_key,
        max(case when reporting_duty = 'joint' then cell_count end) as joint_cell_count,
        max(case when reporting_duty = 'delegated' then 1 else 0 end) as delegated_count
    from targets
    group by plan_id, indicator_key, org_key, left(period_code, 4)

),

periods as (

    select
        indicator_key,
        period_code,
        left(period_code, 4) as plan_period_code
    from actuals
    group by indicator_key, period_code

),

reported as (

    -- What a unit reports although its figures are counted within others is not counted again.
    -- no fan-out: one value an indicator, organisation and period
    select
        parts.plan_id,
        parts.indicator_key,
        parts.org_key,
        parts.plan_period_code,
        parts.additivity,
        parts.own_count,
        parts.joint_count,
        parts.joint_cell_key,
        parts.joint_cell_count,
        parts.delegated_count,
        periods.period_code,
        case when actuals.period_code is not null then 1 else 0 end as reported_count,
        actuals.to_date_value,
        case when parts.is_kept_over_time = 0 then actuals.period_value end as period_value,
        actuals.unit,
        coalesce(actuals.is_level, false) or parts.is_kept_over_time = 1 as is_level,
        coalesce(actuals.is_synthetic, false) as is_synthetic
    from parts
    inner join periods
        on
            parts.indicator_key = periods.indicator_key
            and parts.plan_period_code = periods.plan_period_code
    left join actuals
        on
            parts.indicator_key = actuals.indicator_key
            and parts.org_code = actuals.org_code
            and periods.period_code = actuals.period_code
            and (parts.own_count = 1 or parts.joint_count = 1)

)

select * from reported
