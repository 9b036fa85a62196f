{{ config(materialized='incremental', meta={'changed_by': 'plan'}) }}
with

comparisons as (

    select * from {{ ref('int_targets_paced') }}
    where stated_in = 'table' and {{ changed('plan') }}  -- what organisations are asked to report

),

reporting_periods as (

    select
        plan_id,
        left(period_code, 4) as plan_period_code,
        reporting_period_code as period_code,
        max(case when source = 'submission' then 1 else 0 end) as is_submitted
    from comparisons
    where reporting_period_code is not null
    group by plan_id, left(period_code, 4), reporting_period_code

),

plan_periods as (

    -- What an issuer writes about is no period to report for, where its organisations do report.
    select
        *,
        max(is_submitted) over (partition by plan_id, plan_period_code) as has_submissions
    from reporting_periods

),

assigned as (

    -- A plan nobody reported on yet keeps one row per organisation, under the plan's own period.
    select
        comparisons.plan_id,
        comparisons.org_key,
        coalesce(plan_periods.period_code, left(comparisons.period_code, 4)) as period_code,
        max(comparisons.org_code) as org_code,
        min(comparisons.org_name) as org_name,
        max(case when plan_periods.period_code is not null then 1 else 0 end) as has_report,
        count(distinct case when comparisons.reporting_duty = 'own' then comparisons.target_key end)
            as assigned_count,
        count(
            distinct case when comparisons.reporting_duty = 'joint' then comparisons.target_key end
        ) as joint_count
    from comparisons
    left join plan_periods
        on
            comparisons.plan_id = plan_periods.plan_id
            and left(comparisons.period_code, 4) = plan_periods.plan_period_code
            and plan_periods.is_submitted = plan_periods.has_submissions
    group by
        comparisons.plan_id, comparisons.org_key,
        coalesce(plan_periods.period_code, left(comparisons.period_code, 4))

),

reported as (

    select
        plan_id,
        org_key,
        reporting_period_code as period_code,
        count(
            case
                when reporting_duty = 'own'
                    then coalesce(actual_value, reported_to_date_value, reported_period_value)
            end
        ) as reported_count,
        count(case when is_met then 1 end) as met_count,
        sum(case when completion_method = 'ratio' then completion_rate end) as rate_sum,
        count(case when completion_method = 'ratio' then completion_rate end) as rate_count,
        max(case when is_synthetic then 1 else 0 end) as synthetic_count
    from comparisons
    where reporting_period_code is not null
    group by plan_id, org_key, reporting_period_code

),

counted as (

    select
        assigned.*,
        coalesce(reported.reported_count, 0) as reported_count,
        coalesce(reported.met_count, 0) as met_count,
        coalesce(reported.synthetic_count, 0) = 1 as is_synthetic,
        {{ divided('reported.rate_sum', 'reported.rate_count') }} as mean_completion_rate
    from assigned
    left join reported
        on
            assigned.plan_id = reported.plan_id
            and assigned.org_key = reported.org_key
            and assigned.period_code = reported.period_code

)

select * from counted
