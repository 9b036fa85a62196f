with

numbered as (

    select * from {{ ref('int_submissions_admitted') }}

),

org_versions as (

    select * from {{ ref('int_org_periods_versioned') }}

),

timed as (

    select * from {{ ref('int_submissions_timed') }}

),

judged as (

    select
        numbered.*,
        org_versions.org_unit_key,
        org_versions.period_end_date,
        timed.timeliness,
        timed.due_date
    from numbered
    left join org_versions
        on
            numbered.org_code = org_versions.org_code
            and numbered.period_code = org_versions.period_code
    left join timed
        on numbered.delivery_id = timed.delivery_id and numbered.period_code = timed.period_code

)

select
    submission_key,
    delivery_id,
    document_key,
    org_code,
    org_unit_key,
    period_code,
    plan_id,
    form_code,
    acceptance_state,
    acceptance_reason,
    timeliness,
    revision_no,
    value_count,
    step_count,
    passed_step_count,
    step_names,
    next_step_name,
    is_partial,
    is_latest,
    is_synthetic,
    period_end_date,
    due_date,
    evidence,
    closed_at,
    entered_at,
    accepted_at,
    returned_at,
    received_at as known_from,
    superseded_at as known_to,
    received_at
from judged
