with

numbered as (

    select * from {{ ref('int_actual_values_stacked') }}

),

fitted as (

    select * from {{ ref('int_actual_values_fitted') }}

),

plan_votes as (

    -- A report is about one plan: the one that most of its values fit.
    select
        delivery_id,
        plan_id,
        count(*) as vote_count,
        min(plan_received_at) as plan_received_at
    from fitted
    group by delivery_id, plan_id

),

ranked as (

    -- no fan-out: one row of votes a delivery and plan
    select
        fitted.actual_key,
        fitted.indicator_key,
        count(*) over (partition by fitted.actual_key) as fit_count,
        rank() over (
            partition by fitted.actual_key
            order by
                plan_votes.vote_count desc, plan_votes.plan_received_at asc, plan_votes.plan_id asc
        ) as choice_rank
    from fitted
    inner join plan_votes
        on fitted.delivery_id = plan_votes.delivery_id and fitted.plan_id = plan_votes.plan_id

),

decided as (

    -- Two equally good indicators of one plan are no match: the value stays, unmatched.
    select
        actual_key,
        case when count(*) = 1 then min(indicator_key) end as indicator_key,
        case
            when count(*) > 1 then 'ambiguous'
            when min(fit_count) > 1 then 'chosen'
            else 'matched'
        end as indicator_match
    from ranked
    where choice_rank = 1
    group by actual_key

),

matched as (

    select
        numbered.*,
        decided.indicator_key,
        coalesce(decided.indicator_match, 'unmatched') as indicator_match
    from numbered
    left join decided on numbered.actual_key = decided.actual_key

)

select * from matched
