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

),

dated as (

    -- Its figures count from its acceptance until it is returned, if ever.
    select
        *,
        case
            when is_refused or returned_at <= passed_at then null
            else passed_at
        end as accepted_at
    from followed

),

admitted as (

    select
        *,
        case
            when is_refused or returned_at is not null then 'returned'
            when entered_at is null then 'received'
            when accepted_at is null then 'in_review'
            when is_in_part then 'partly_accepted'
            else 'accepted'
        end as acceptance_state,
        case
            when is_refused then 'refused_at_reading'
            when returned_at is not null then 'returned_by_reviewer'
            when entered_at is null then 'period_closed'
            when accepted_at is null then 'step_open'
            when is_in_part then 'rows_refused'
            else 'complete'
        end as acceptance_reason
    from dated

)

select * from admitted
