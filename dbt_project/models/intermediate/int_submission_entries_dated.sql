{#- No table: one model reads it. -#}
{{ config(materialized='ephemeral') }}

with

submissions as (

    select * from {{ ref('int_submissions_planned') }}

),

decisions as (

    select * from {{ ref('stg_progress__submission_decisions') }}
    where kind <> 'review'

),

concerned as (

    -- What was said about the period to whoever sent the report.
    select
        submissions.submission_key,
        decisions.kind,
        decisions.decided_at,
        decisions.decided_at <= submissions.received_at as is_before,
        row_number() over (
            partition by
                submissions.submission_key, decisions.decided_at <= submissions.received_at
            order by decisions.decided_at desc, decisions.decision_key desc
        ) as from_last
    from submissions
    inner join decisions
        on
            submissions.period_code = decisions.period_code
            and (decisions.plan_id is null or submissions.plan_id = decisions.plan_id)
            and (decisions.org_code is null or submissions.org_code = decisions.org_code)

),

told as (

    -- The last word before a report came says whether its period was closed to its sender; the
    -- first later word that is no closing lets it in.
    select
        submission_key,
        max(case when is_before and from_last = 1 then kind end) as last_kind,
        max(case when is_before and kind = 'close' then decided_at end) as closed_at,
        max(case when is_before and kind = 'reopen' then decided_at end) as reopened_at,
        min(case when not is_before and kind <> 'close' then decided_at end) as let_in_at
    from concerned
    group by submission_key

),

dated as (

    select
        submissions.submission_key,
        case
            when told.closed_at > coalesce(told.reopened_at, timestamp '1900-01-01 00:00:00')
                then told.closed_at
        end as closed_at,
        case
            when coalesce(told.last_kind, 'reopen') <> 'close' then submissions.received_at
            else told.let_in_at
        end as entered_at
    from submissions
    left join told on submissions.submission_key = told.submission_key

)

select * from dated
