{#- No table: one model reads it. -#}
{{ config(materialized='ephemeral') }}

with

duties as (

    select * from {{ ref('int_reporting_duties_united') }}

),

reports as (

    select * from {{ ref('int_duty_reports_listed') }}

),

submissions as (

    select * from {{ ref('fct_submissions') }}

),

due_values as (

    select
        plan_id,
        org_code,
        period_code,
        cast(count(*) as integer) as due_count,
        cast(count(case when is_received then 1 end) as integer) as received_count,
        cast(count(case when is_counted then 1 end) as integer) as counted_count,
        cast(count(case when is_on_time then 1 end) as integer) as on_time_count
    from {{ ref('int_due_values_matched') }}
    group by plan_id, org_code, period_code

),

received as (

    -- The first report that was not returned is the one that was in time or not.
    select
        duties.plan_id,
        duties.org_code,
        duties.period_code,
        cast(count(*) as integer) as report_count,
        count(case when submissions.acceptance_state <> 'returned' then 1 end) as kept_count,
        count(case
            when submissions.acceptance_state in ('accepted', 'partly_accepted') then 1
        end) as accepted_count,
        count(case when submissions.acceptance_state = 'in_review' then 1 end) as review_count,
        max(case when submissions.is_synthetic then 1 else 0 end) as synthetic_count,
        min(case when submissions.acceptance_state <> 'returned' then submissions.received_at end)
            as first_kept_at,
        max(submissions.received_at) as received_at
    from duties
    inner join reports
        on
            duties.org_code = reports.org_code
            and duties.period_code = reports.period_code
            and (reports.plan_id is null or duties.plan_id = reports.plan_id)
    inner join submissions on reports.submission_key = submissions.submission_key
    group by duties.plan_id, duties.org_code, duties.period_code

),

dated as (

    -- no fan-out: both are one row a duty
    select
        duties.*,
        due_values.due_count,
        due_values.received_count,
        due_values.counted_count,
        due_values.on_time_count,
        received.kept_count,
        received.accepted_count,
        received.review_count,
        received.first_kept_at,
        received.received_at,
        coalesce(received.report_count, 0) as report_count,
        coalesce(received.synthetic_count, 0) = 1 as is_synthetic,
        {{ china_date('received.first_kept_at') }} as received_date,
        coalesce({{ today() }} > coalesce(duties.grace_until_date, duties.period_end_date), false)
            as is_over
    from duties
    inner join due_values
        on
            duties.plan_id = due_values.plan_id
            and duties.org_code = due_values.org_code
            and duties.period_code = due_values.period_code
    left join received
        on
            duties.plan_id = received.plan_id
            and duties.org_code = received.org_code
            and duties.period_code = received.period_code

)

select * from dated
