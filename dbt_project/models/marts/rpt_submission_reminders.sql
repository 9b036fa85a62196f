with

statuses as (

    select * from {{ ref('rpt_submission_status') }}
    where due_date is not null

),

reminders as (

    select * from {{ ref('reporting_reminders') }}

),

own as (

    select plan_id
    from reminders
    where plan_id <> '*'
    group by plan_id

),

planned as (

    -- Lines that name the plan take the place of those for every plan.
    select
        statuses.*,
        reminders.reminder_no,
        reminders.offset_days,
        cast({{ dbt.dateadd(
            'day', 'reminders.offset_days',
            "case when reminders.from_day = 'due_date' then statuses.due_date"
            ~ " else statuses.grace_until_date end"
        ) }} as date) as reminder_date
    from statuses
    left join own on statuses.plan_id = own.plan_id
    inner join reminders on reminders.plan_id = coalesce(own.plan_id, '*')

)

select
    {{ surrogate_key(['plan_id', 'org_code', 'period_code', 'reminder_no']) }} as reminder_key,
    status_key,
    plan_id,
    org_code,
    period_code,
    org_name,
    plan_name,
    case
        when reminder_date < due_date then 'before_due'
        when reminder_date <= grace_until_date then 'in_time'
        else 'after_due'
    end as reminder_kind,
    submission_state,
    reminder_no,
    offset_days,
    sort_order,
    due_count,
    received_count,
    days_overdue,
    is_synthetic,
    submission_state in ('missing', 'not_due', 'returned') as is_wanted,
    reminder_date <= {{ today() }} as is_reached,
    reminder_date,
    due_date,
    grace_until_date,
    rule_words,
    evidence
from planned
