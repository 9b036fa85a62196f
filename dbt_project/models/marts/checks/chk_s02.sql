with

statuses as (

    -- Without a due date nobody is late.
    select * from {{ ref('rpt_submission_status') }}
    where due_date is not null and submission_state <> 'not_due'

),

reports as (

    select * from {{ ref('int_duty_reports_listed') }}

),

submissions as (

    select * from {{ ref('fct_submissions') }}

),

first_reports as (

    -- the report that the duty was met with; it leads to the file
    select
        statuses.status_key,
        max(submissions.document_key) as document_key,
        max(submissions.evidence) as evidence
    from statuses
    inner join reports
        on
            statuses.org_code = reports.org_code
            and statuses.period_code = reports.period_code
            and (reports.plan_id is null or statuses.plan_id = reports.plan_id)
    inner join submissions
        on
            reports.submission_key = submissions.submission_key
            and statuses.first_received_at = submissions.received_at
    group by statuses.status_key

),

compared as (

    -- no fan-out: one first report a duty. What a plan's own words set is quoted from there.
    select
        'S02' as check_id,
        first_reports.document_key,
        statuses.plan_id,
        statuses.org_code,
        statuses.period_code,
        statuses.due_date as expected,
        statuses.status_key as subject_key,
        statuses.first_received_at is not null as is_evaluated,
        {{ china_date('statuses.first_received_at') }} as observed,
        {{ days_between(
            'statuses.due_date', china_date('statuses.first_received_at')
        ) }} as difference,
        {{ days_between('statuses.due_date', 'statuses.grace_until_date') }} as tolerance,
        case
            when statuses.first_received_at is null
                then '没有可受理的报送 nothing was received that stands, see S01'
        end as skip_reason,
        case
            when statuses.duty_basis = 'plan_text' then statuses.evidence
            else first_reports.evidence
        end as evidence,
        statuses.org_name || ' ' || statuses.period_code as subject_zh,
        statuses.org_name || ' ' || statuses.period_code as subject_en,
        {{ json_record([
            ['days_late', 'statuses.days_overdue'],
            ['grace_until', 'statuses.grace_until_date'],
            ['rule', 'statuses.rule_words'],
            ['basis', 'statuses.duty_basis'],
        ]) }} as detail
    from statuses
    left join first_reports on statuses.status_key = first_reports.status_key

)

select {{ check_columns() }} from compared
