{{ config(tags=['phase_2']) }}

with

events as (

    select * from {{ ref('stg_release__previous_finding_events') }}

),

decisions as (

    select * from {{ ref('stg_review__finding_decisions') }}
    where is_latest

),

subjects as (

    select * from {{ ref('stg_check__judged_subjects') }}

),

marked as (

    -- No fan-out: a finding has one latest decision.
    select
        events.*,
        case
            when events.event in ('gone', 'not_evaluated') then events.event
            else 'seen'
        end as state,
        case
            when events.event not in ('gone', 'not_evaluated') then events.release_no
        end as seen_no,
        case
            when
                events.reopened_reason is not null
                and coalesce(events.decision_id, '') = coalesce(decisions.decision_id, '')
                then events.release_no
        end as reopened_no,
        case when events.event = 'gone' then events.release_no end as gone_no
    from events
    left join decisions on events.finding_key = decisions.finding_key

),

summed as (

    -- The latest of a value goes by the release; a null would be left out by one engine.
    select
        finding_key,
        max_by(check_id, release_no) as check_id,
        nullif(max_by(coalesce(plan_id, ''), release_no), '') as plan_id,
        max_by(coalesce(subject_key, ''), release_no) as subject_key,
        max_by(coalesce(subject_zh, ''), release_no) as subject_zh,
        max_by(coalesce(subject_en, ''), release_no) as subject_en,
        min_by(release_id, release_no) as first_release_id,
        max_by(release_id, coalesce(seen_no, 0)) as last_release_id,
        count(distinct seen_no) as seen_count,
        max_by(state, release_no) as last_state,
        max_by(fingerprint, coalesce(seen_no, 0)) as last_fingerprint,
        nullif(max_by(coalesce(expected, ''), coalesce(seen_no, 0)), '') as last_expected,
        nullif(max_by(coalesce(observed, ''), coalesce(seen_no, 0)), '') as last_observed,
        -- What was decided before a finding was open again, or was gone, had ended there.
        max_by(coalesce(reopened_reason, ''), reopened_no) as reopened_reason,
        max_by(coalesce(decision_id, ''), gone_no) as gone_decision_id
    from marked
    group by finding_key

),

judged as (

    -- no fan-out: a subject is judged once
    select
        summed.*,
        coalesce(subjects.is_evaluated, false) as is_judged_again,
        subjects.expected as judged_expected,
        subjects.observed as judged_observed
    from summed
    left join subjects on summed.finding_key = subjects.finding_key

)

select * from judged
