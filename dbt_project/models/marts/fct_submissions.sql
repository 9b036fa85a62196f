with

numbered as (

    select * from {{ ref('int_submissions_revised') }}

),

outcomes as (

    select * from {{ ref('stg_landing__outcomes') }}

),

refusals as (

    select * from {{ ref('int_submission_refusals_dated') }}

),

org_versions as (

    select * from {{ ref('int_org_periods_versioned') }}

),

timed as (

    select * from {{ ref('int_submissions_timed') }}

),

counted as (

    select
        delivery_id,
        max(case when step = 'extract' then 1 else 0 end) as was_read,
        sum(records_rejected) as rejected_count
    from outcomes
    group by delivery_id

),

judged as (

    select
        numbered.*,
        org_versions.org_unit_key,
        org_versions.period_end_date,
        case
            when coalesce(counted.was_read, 0) = 0 then 'received'
            when counted.rejected_count > 0 and numbered.value_count = 0 then 'returned'
            when
                counted.rejected_count > 0
                and (numbered.period_count = 1 or refusals.issue_count > 0)
                then 'partly_accepted'
            else 'accepted'
        end as acceptance_state,
        timed.timeliness,
        timed.due_date,
        {{ surrogate_key(['numbered.delivery_id', 'numbered.period_code']) }} as submission_key
    from numbered
    left join counted on numbered.delivery_id = counted.delivery_id
    left join refusals
        on
            numbered.delivery_id = refusals.delivery_id
            and numbered.period_code = refusals.period_code
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
    acceptance_state,
    timeliness,
    revision_no,
    value_count,
    is_latest,
    is_synthetic,
    period_end_date,
    due_date,
    evidence,
    received_at as known_from,
    superseded_at as known_to,
    received_at
from judged
