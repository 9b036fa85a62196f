{#- No table: one model reads it. -#}
{{ config(materialized='ephemeral') }}

with

submissions as (

    select * from {{ ref('int_submissions_planned') }}

),

entries as (

    select * from {{ ref('int_submission_entries_dated') }}

),

steps as (

    select * from {{ ref('int_submission_steps_counted') }}

),

returned as (

    select
        submission_key,
        min(decided_at) as returned_at
    from {{ ref('int_submission_reviews_judged') }}
    where effect = 'returned'
    group by submission_key

),

outcomes as (

    select
        delivery_id,
        sum(records_rejected) as rejected_count
    from {{ ref('stg_landing__outcomes') }}
    group by delivery_id

),

refusals as (

    select * from {{ ref('int_submission_refusals_dated') }}

),

followed as (

    select
        submissions.*,
        entries.closed_at,
        entries.entered_at,
        returned.returned_at,
        steps.step_names,
        steps.next_step_name,
        coalesce(steps.step_count, 0) as step_count,
        coalesce(steps.passed_step_count, 0) as passed_step_count,
        coalesce(outcomes.rejected_count, 0) > 0 and submissions.value_count = 0 as is_refused,
        coalesce(outcomes.rejected_count, 0) > 0
        and (submissions.period_count = 1 or coalesce(refusals.issue_count, 0) > 0) as is_in_part,
        case
            when entries.entered_at is null then null
            when steps.step_count is null then entries.entered_at
            when steps.passed_step_count = steps.step_count
                then greatest(entries.entered_at, steps.last_passed_at)
        end as passed_at
    from submissions
    inner join entries on submissions.submission_key = entries.submission_key
    left join steps on submissions.submission_key = steps.submission_key
    left join returned on submissions.submission_key = returned.submission_key
    left join outcomes on submissions.delivery_id = outcomes.delivery_id
    left join refusals
        on
            submissions.delivery_id = refusals.delivery_id
            and submissions.period_code = refusals.period_code

)

select * from followed
