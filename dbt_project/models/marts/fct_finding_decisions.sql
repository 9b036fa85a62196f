{{ config(tags=['phase_2']) }}

with

decisions as (

    select * from {{ ref('stg_review__finding_decisions') }}

),

followed as (

    select * from {{ ref('int_findings_followed') }}

),

told as (

    -- no fan-out: a finding is followed once
    select
        decisions.*,
        coalesce(decisions.is_latest and followed.is_in_force, false) as is_in_force,
        case
            when decisions.disposition in ('approved', 'rejected') then 'one_release'
            when not decisions.is_latest then 'superseded'
            when followed.finding_key is null then 'unknown_finding'
            when followed.is_in_force then null
            when followed.is_failing then coalesce(followed.reopened_reason, 'value_changed')
            when coalesce(followed.event, followed.last_state) = 'gone' then 'gone'
            else 'expired'
        end as ended_reason
    from decisions
    left join followed on decisions.finding_key = followed.finding_key

)

select
    decision_id,
    finding_key,
    check_id,
    disposition,
    owner,
    reason,
    expires_on,
    fingerprint,
    release_id,
    actor,
    decided_at,
    is_in_force,
    ended_reason
from told
