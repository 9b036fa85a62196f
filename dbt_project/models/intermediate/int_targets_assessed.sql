with

projected as (

    select * from {{ ref('int_targets_projected') }}
    where stated_in = 'table'  -- which is what organisations are asked to report

),

plan_periods as (

    -- A period is due once anybody of the plan reported for it; where organisations report, what
    -- an issuer writes about is none.
    select
        plan_id,
        left(period_code, 4) as plan_period_code,
        reporting_period_code,
        max(reporting_end_date) as reporting_end_date,
        max(case when source = 'submission' then 1 else 0 end) as is_submitted,
        max(max(case when source = 'submission' then 1 else 0 end))
            over (partition by plan_id, left(period_code, 4)) as has_submissions
    from projected
    where reporting_period_code is not null
    group by plan_id, left(period_code, 4), reporting_period_code

),

targets as (

    select
        target_key,
        plan_id,
        indicator_key,
        org_code,
        org_key,
        org_name,
        is_total,
        period_code,
        reporting_duty = 'own' and target_value is not null as is_assigned,
        case reporting_duty when 'joint' then 'joint' else 'not_assigned' end as unassigned_status,
        target_start_date,
        target_end_date,
        target_value,
        row_number() over (partition by target_key order by reporting_period_code) as report_no
    from projected

),

due as (

    -- A plan without any report keeps one row a target; a part of the year is due within it.
    select
        targets.*,
        coalesce(plan_periods.reporting_period_code, left(targets.period_code, 4))
            as assessed_period_code
    from targets
    left join plan_periods
        on
            targets.plan_id = plan_periods.plan_id
            and left(targets.period_code, 4) = plan_periods.plan_period_code
            and targets.target_start_date <= plan_periods.reporting_end_date
            and targets.target_end_date >= plan_periods.reporting_end_date
            and plan_periods.is_submitted = plan_periods.has_submissions
    where targets.report_no = 1

),

reported as (

    -- no fan-out: one report a target and period
    select
        due.target_key,
        due.plan_id,
        due.indicator_key,
        due.org_code,
        due.org_key,
        due.org_name,
        due.is_total,
        due.is_assigned,
        due.assessed_period_code,
        due.target_value,
        projected.actual_value,
        projected.completion_method,
        projected.completion_rate,
        projected.pace_rate,
        projected.is_met,
        coalesce(projected.is_synthetic, false) as is_synthetic,
        case
            when due.is_assigned then coalesce(projected.progress_status, 'not_reported')
            else due.unassigned_status
        end as progress_status
    from due
    left join projected
        on
            due.target_key = projected.target_key
            and due.assessed_period_code = projected.reporting_period_code

)

select * from reported
