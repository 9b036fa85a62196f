with

decisions as (

    select * from {{ ref('stg_progress__submission_decisions') }}

),

reviews as (

    select * from {{ ref('int_submission_reviews_judged') }}

),

told as (

    -- no fan-out: a decision is about one report or about a period
    select
        decisions.decision_key as review_key,
        reviews.submission_key,
        decisions.delivery_id,
        decisions.plan_id,
        decisions.org_code,
        decisions.period_code,
        decisions.kind,
        decisions.step_name,
        reviews.step_no,
        decisions.verdict,
        decisions.actor,
        decisions.reason,
        decisions.decided_at,
        case
            when decisions.kind <> 'review' then 'holds'
            else coalesce(reviews.effect, 'unused')
        end as effect
    from decisions
    left join reviews on decisions.decision_key = reviews.decision_key

)

select * from told
