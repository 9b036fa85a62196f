{#- No table: one model reads it. -#}
{{ config(materialized='ephemeral') }}

with

steps as (

    select * from {{ ref('int_submission_steps_required') }}

),

reviews as (

    select * from {{ ref('int_submission_reviews_judged') }}
    where effect = 'passed'

),

followed as (

    -- no fan-out: a step is passed once
    select
        steps.*,
        reviews.decided_at as passed_at,
        row_number() over (
            partition by steps.submission_key, reviews.decided_at is null order by steps.step_no
        ) as open_no
    from steps
    left join reviews
        on steps.submission_key = reviews.submission_key and steps.step_no = reviews.step_no

),

counted as (

    select
        submission_key,
        {{ joined_names('step_name', 'step_no') }} as step_names,
        cast(count(*) as integer) as step_count,
        cast(count(passed_at) as integer) as passed_step_count,
        max(case when passed_at is null and open_no = 1 then step_name end) as next_step_name,
        max(passed_at) as last_passed_at
    from followed
    group by submission_key

)

select * from counted
