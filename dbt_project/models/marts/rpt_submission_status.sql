with

duties as (

    select * from {{ ref('int_submission_states_judged') }}

),

org_units as (

    select * from {{ ref('dim_org_units') }}

),

plans as (

    select * from {{ ref('int_reporting_units_listed') }}

),

judged as (

    select
        *,
        case
            when report_count = 0 and is_over then 'missing'
            when report_count = 0 then 'not_due'
            when kept_count = 0 then 'returned'
            when accepted_count = 0 and review_count > 0 then 'in_review'
            when grace_until_date is null then 'received'
            when received_date <= grace_until_date then 'on_time'
            else 'late'
        end as submission_state,
        case
            when grace_until_date is null or received_date is null then 'unknown'
            when received_date > grace_until_date then 'late'
            when received_date < opens_date then 'early'
            else 'on_time'
        end as timeliness,
        case
            when coalesce(received_date, {{ today() }}) <= grace_until_date then 0
            else {{ days_between('due_date', 'coalesce(received_date, ' ~ today() ~ ')') }}
        end as days_overdue
    from duties

)

-- no fan-out: codes are unique, so are organisations within a plan's year
select
    {{ surrogate_key(['judged.plan_id', 'judged.org_code', 'judged.period_code']) }} as status_key,
    judged.plan_id,
    judged.org_code,
    judged.period_code,
    judged.rule_key,
    coalesce(org_units.org_name, plans.org_name) as org_name,
    plans.plan_name,
    judged.frequency,
    judged.duty_basis,
    judged.submission_state,
    judged.timeliness,
    org_units.sort_order,
    judged.report_count,
    judged.due_count,
    judged.received_count,
    judged.counted_count,
    case when judged.due_date is not null then judged.on_time_count end as on_time_count,
    cast(judged.days_overdue as integer) as days_overdue,
    case
        when judged.submission_state not in ('missing', 'returned') or judged.days_overdue = 0
            then null
        when judged.days_overdue <= 5 then 'up_to_5'
        when judged.days_overdue <= 15 then 'up_to_15'
        when judged.days_overdue <= 30 then 'up_to_30'
        when judged.days_overdue > 30 then 'over_30'
    end as aging_band,
    judged.is_synthetic,
    case
        when judged.submission_state <> 'not_due'
            then {{ divided('judged.received_count', 'judged.due_count') }}
    end as completeness_rate,
    case
        when judged.submission_state <> 'not_due' and judged.due_date is not null
            then {{ divided('judged.on_time_count', 'judged.due_count') }}
    end as timeliness_rate,
    judged.period_start_date,
    judged.period_end_date,
    judged.due_date,
    judged.grace_until_date,
    judged.first_kept_at as first_received_at,
    coalesce(judged.words, '') as rule_words,
    judged.exception_reason,
    judged.evidence,
    judged.received_at
from judged
left join org_units on judged.org_code = org_units.org_code
left join plans
    on
        judged.plan_id = plans.plan_id
        and judged.org_code = plans.org_code
        and judged.plan_year = plans.plan_year
