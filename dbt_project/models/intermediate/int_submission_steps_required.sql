with

submissions as (

    select * from {{ ref('int_submissions_planned') }}

),

duties as (

    select * from {{ ref('int_reporting_duties_dated') }}
    where review_steps is not null

),

ruled as (

    -- A report on no plan of ours passes what any plan asks of its sender for the period.
    select
        submissions.submission_key,
        duties.review_steps,
        row_number() over (
            partition by submissions.submission_key order by duties.plan_id
        ) as choice_no
    from submissions
    inner join duties
        on
            submissions.org_code = duties.org_code
            and submissions.period_code = duties.period_code
            and coalesce(submissions.plan_id, duties.plan_id) = duties.plan_id

),

listed as (

    select
        submission_key,
        {{ split_text('review_steps', ';') }} as step_names
    from ruled
    where choice_no = 1

),

steps as (

    {{ unnested('listed', ['submission_key'], 'step_names', 'step_name', 'step_no') }}

),

named as (

    select
        submission_key,
        cast(step_no as integer) as step_no,
        trim(step_name) as step_name,
        step_no = max(step_no) over (partition by submission_key) as is_last
    from steps
    where trim(step_name) <> ''

)

select * from named
