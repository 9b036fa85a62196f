{{ config(tags=['phase_2']) }}

with

earlier as (

    select * from {{ ref('stg_release__previous_finding_events') }}

),

followed as (

    select * from {{ ref('int_findings_followed') }}

),

happened as (

    select
        *,
        event as event_name,
        case when event = 'reopened' then lapse end as event_reason
    from followed
    where event is not null
    union all
    select
        *,
        'reopened' as event_name,
        lapse as event_reason
    from followed
    where lapse is not null and event <> 'reopened'

),

now_and_earlier as (

    -- What earlier releases say is carried on as it is.
    select
        finding_key,
        check_id,
        plan_id,
        subject_key,
        subject_zh,
        subject_en,
        release_id,
        event,
        reopened_reason,
        expected,
        observed,
        fingerprint,
        decision_id,
        release_no
    from earlier
    union all
    select
        finding_key,
        check_id,
        plan_id,
        subject_key,
        subject_zh,
        subject_en,
        '{{ release_id() }}' as release_id,
        event_name as event,
        event_reason as reopened_reason,
        case event_name
            when 'gone' then judged_expected
            when 'not_evaluated' then last_expected
            else expected
        end as expected,
        case event_name
            when 'gone' then judged_observed
            when 'not_evaluated' then last_observed
            else observed
        end as observed,
        fingerprint,
        decision_id,
        {{ release_no() }} as release_no
    from happened

)

select
    {{ surrogate_key(['finding_key', 'release_id', 'event']) }} as event_key,
    finding_key,
    check_id,
    plan_id,
    subject_key,
    subject_zh,
    subject_en,
    release_id,
    event,
    reopened_reason,
    expected,
    observed,
    fingerprint,
    decision_id,
    release_no
from now_and_earlier
