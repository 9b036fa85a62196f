{{ config(tags=['phase_2']) }}

with

failures as (

    select * from {{ ref('stg_check__failures') }}

),

histories as (

    select * from {{ ref('int_finding_histories_summed') }}

),

decisions as (

    select * from {{ ref('stg_review__finding_decisions') }}
    where is_latest

),

met as (

    -- No fan-out: each side has a finding once.
    select
        coalesce(failures.finding_key, histories.finding_key) as finding_key,
        coalesce(failures.check_id, histories.check_id) as check_id,
        coalesce(failures.plan_id, histories.plan_id) as plan_id,
        coalesce(failures.subject_key, histories.subject_key) as subject_key,
        coalesce(failures.subject_zh, histories.subject_zh) as subject_zh,
        coalesce(failures.subject_en, histories.subject_en) as subject_en,
        failures.finding_key is not null as is_failing,
        coalesce(failures.fingerprint, histories.last_fingerprint) as fingerprint,
        failures.expected, failures.observed, failures.explanation,
        histories.last_state, histories.last_fingerprint, histories.is_judged_again,
        histories.judged_expected, histories.judged_observed,
        histories.last_expected, histories.last_observed,
        histories.reopened_reason as known_reopened_reason,
        coalesce(histories.gone_decision_id, '') as gone_decision_id,
        coalesce(histories.first_release_id, '{{ release_id() }}') as first_release_id,
        coalesce(histories.seen_count, 0) as known_seen_count
    from failures
    full outer join histories on failures.finding_key = histories.finding_key

),

decided as (

    -- No fan-out: a finding has one latest decision.
    select
        met.*,
        decisions.decision_id, decisions.disposition as decided, decisions.owner,
        decisions.reason, decisions.expires_on, decisions.decided_at,
        case
            when is_failing and last_state is null then 'opened'
            when is_failing and last_state = 'gone' then 'reopened'
            when is_failing and met.fingerprint <> last_fingerprint then 'changed'
            when is_failing then 'seen_again'
            when last_state = 'gone' then null
            when is_judged_again then 'gone'
            when last_state = 'seen' then 'not_evaluated'
        end as event,
        decisions.fingerprint <> met.fingerprint as is_about_other_values,
        coalesce(decisions.expires_on < {{ today() }}, false) as is_expired,
        last_state = 'gone' and gone_decision_id = coalesce(decisions.decision_id, '')
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

)

select
    *,
    coalesce(lapse, case when is_failing then known_reopened_reason end) as reopened_reason,
    decided is not null and case
        when is_failing
            then lapse is null and known_reopened_reason is null
                and (decided <> 'reopened' or not is_about_other_values)
        when coalesce(event, last_state) = 'gone' then decided = 'resolved'
        else not is_expired
    end as is_in_force
from lapsed
