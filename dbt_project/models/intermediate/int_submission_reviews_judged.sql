with

submissions as (

    select * from {{ ref('int_submissions_planned') }}

),

decisions as (

    select * from {{ ref('stg_progress__submission_decisions') }}
    where kind = 'review'

),

steps as (

    select * from {{ ref('int_submission_steps_required') }}

),

met as (

    -- no fan-out: a step of a submission has one name
    select
        decisions.decision_key,
        decisions.step_name,
        decisions.verdict,
        decisions.decided_at,
        submissions.submission_key,
        steps.step_no,
        coalesce(steps.is_last, false) as is_last,
        min(case when decisions.verdict = 'return' then decisions.decided_at end)
            over (partition by submissions.submission_key) as returned_at
    from decisions
    inner join submissions
        on
            decisions.delivery_id = submissions.delivery_id
            and decisions.period_code = submissions.period_code
    left join steps
        on
            submissions.submission_key = steps.submission_key
            and decisions.step_name = steps.step_name

),

ordered as (

    -- What passes a step: to accept it or to hand it on; the last one can only be accepted.
    select
        *,
        row_number() over (
            partition by
                submission_key, step_no, verdict = 'return', is_last and verdict = 'forward'
            order by decided_at, decision_key
        ) as choice_no
    from met

),

judged as (

    -- A return ends the review of this report: whoever sent it sends another one.
    select
        decision_key,
        submission_key,
        step_no,
        step_name,
        decided_at,
        case
            when verdict = 'return' and decided_at = returned_at then 'returned'
            when decided_at > coalesce(returned_at, decided_at) then 'no_effect'
            when step_no is null or verdict = 'return' or choice_no > 1 then 'no_effect'
            when is_last and verdict = 'forward' then 'no_effect'
            else 'passed'
        end as effect
    from ordered

)

select * from judged
