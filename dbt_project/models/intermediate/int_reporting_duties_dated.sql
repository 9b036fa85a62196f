with

counted as (

    select * from {{ ref('int_reporting_days_counted') }}

),

days as (

    select * from {{ ref('int_working_days_numbered') }}

),

moved as (

    -- no fan-out: of the days with one number one is a working day. A grace in working days ends on
    -- one; after a due date set by hand it is counted from that.
    select
        counted.*,
        days.day_basis,
        case
            when counted.exception_reason is not null then counted.excepted_date
            when counted.is_moved then days.calendar_date
            else counted.anchor_date
        end as due_date
    from counted
    left join days on counted.due_day_no = days.working_day_no and days.is_working_day

),

graced as (

    select
        moved.*,
        due_days.working_day_no + moved.grace_days as grace_day_no
    from moved
    left join days as due_days on moved.due_date = due_days.calendar_date

),

ended as (

    select
        graced.*,
        case
            when graced.grace_days = 0 then graced.due_date
            when graced.grace_kind = 'day'
                then
                    cast({{ dbt.dateadd('day', 'graced.grace_days', 'graced.due_date') }} as date)
            else days.calendar_date
        end as grace_until_date
    from graced
    left join days on graced.grace_day_no = days.working_day_no and days.is_working_day

)

select
    plan_id,
    org_code,
    period_code,
    rule_key,
    rule_source,
    frequency,
    review_steps,
    plan_year,
    is_certain,
    period_start_date,
    period_end_date,
    -- A report is early before its period is over; one that is asked for within the period, before
    -- the month in which it is due.
    case
        when due_date <= period_end_date
            then cast({{ dbt.date_trunc('month', 'due_date') }} as date)
        else period_end_date
    end as opens_date,
    due_date,
    grace_until_date,
    day_basis,
    words,
    exception_reason,
    evidence
from ended
where not (exception_reason is not null and excepted_date is null)
