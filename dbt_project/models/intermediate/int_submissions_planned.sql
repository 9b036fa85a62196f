with

submissions as (

    select * from {{ ref('int_submissions_revised') }}

),

votes as (

    select * from {{ ref('int_submission_plans_voted') }}

),

planned as (

    -- The plan that the file names, else the one that most of its figures fit.
    select
        submissions.*,
        {{ surrogate_key(['submissions.delivery_id', 'submissions.period_code']) }}
            as submission_key,
        coalesce(submissions.named_plan_id, votes.plan_id) as plan_id
    from submissions
    left join votes
        on
            submissions.delivery_id = votes.delivery_id
            and submissions.org_code = votes.org_code
            and submissions.period_code = votes.period_code

)

select * from planned
