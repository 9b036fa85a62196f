{{ config(tags=['phase_2']) }}

with

failures as (

    select * from {{ ref('stg_check__failures') }}

),

histories as (

    select * from {{ ref('int_finding_histories_summed') }}

),

met as (

    -- no fan-out: each side has a finding once
    select
        coalesce(failures.finding_key, histories.finding_key) as finding_key,
        coalesce(failures.check_id, histories.check_id) as check_id,
        coalesce(failures.plan_id, histories.plan_id) as plan_id,
        coalesce(failures.subject_key, histories.subject_key) as subject_key,
        coalesce(failures.subject_zh, histories.subject_zh) as subject_zh,
        coalesce(failures.subject_en, histories.subject_en) as subject_en,
        failures.finding_key is not null as is_failing,
        coalesce(failures.fingerprint, histories.last_fingerprint) as fingerprint,
        failures.expected,
        failures.observed,
        failures.explanation,
        histories.last_state,
        histories.last_fingerprint,
        histories.last_expected,
        histories.last_observed,
        histories.is_judged_again,
        histories.judged_expected,
        histories.judged_observed,
        histories.reopened_reason as known_reopened_reason,
        coalesce(histories.gone_decision_id, '') as gone_decision_id,
        coalesce(histories.first_release_id, '{{ release_id() }}') as first_release_id,
        coalesce(histories.seen_count, 0) as known_seen_count
    from failures
    full outer join histories on failures.finding_key = histories.finding_key

)

select
    *,
    case
        when is_failing and last_state is null then 'opened'
        when is_failing and last_state = 'gone' then 'reopened'
        when is_failing and fingerprint <> last_fingerprint then 'changed'
        when is_failing then 'seen_again'
        when last_state = 'gone' then null
        when is_judged_again then 'gone'
        when last_state = 'seen' then 'not_evaluated'
    end as event
from met
