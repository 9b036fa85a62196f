{{ config(tags=['phase_2']) }}

with

met as (

    select * from {{ ref('int_findings_met') }}

),

decisions as (

    select * from {{ ref('stg_review__finding_decisions') }}
    where is_latest

),

decided as (

    -- no fan-out: a finding has one latest decision
    select
        met.*,
        decisions.decision_id,
        decisions.disposition as decided,
        decisions.owner,
        decisions.reason,
        decisions.expires_on,
        decisions.decided_at,
        decisions.fingerprint <> met.fingerprint as is_about_other_values,
        coalesce(decisions.expires_on < {{ today() }}, false) as is_expired,
        met.last_state = 'gone' and met.gone_decision_id = coalesce(decisions.decision_id, '')
            as is_back
    from met
    left join decisions on met.finding_key = decisions.finding_key

),

lapsed as (

    -- Why it is open again from this release on; a decision that ended once has ended for good.
    select
        *,
        case
            when not is_failing then null
            when is_back then 'seen_after_resolved'
            when known_reopened_reason is not null then null
            when decided = 'resolved' then 'seen_after_resolved'
            when decided in ('explained', 'waived') and is_about_other_values then 'value_changed'
            when decided = 'waived' and is_expired then 'expired'
        end as lapse
    from decided

),

held as (

    select
        *,
        coalesce(lapse, case when is_failing then known_reopened_reason end) as reopened_reason,
        decided is not null and case
            when is_failing
                then
                    lapse is null and known_reopened_reason is null
                    and (decided <> 'reopened' or not is_about_other_values)
            when coalesce(event, last_state) = 'gone' then decided = 'resolved'
            else not is_expired
        end as is_in_force
    from lapsed

)

-- An explanation that came with the figure answers the checks that ask for one, which are those
-- that hand it on. What people decided goes before it.
select
    *,
    case
        when is_in_force and decided in ('explained', 'waived') then decided
        when explanation is not null and not is_in_force then 'explained'
        else 'open'
    end as disposition,
    case
        when is_in_force then 'decision'
        when explanation is not null then 'report'
    end as disposition_source,
    case
        when event = 'reopened' or lapse is not null then 'reopened'
        when event = 'opened' then 'new'
        else event
    end as occurrence
from held
