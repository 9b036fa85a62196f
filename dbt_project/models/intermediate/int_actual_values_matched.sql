with

fitted as (

    select * from {{ ref('int_actual_values_fitted') }}

),

reported as (

    select
        delivery_id,
        source,
        org_code,
        cast(year as {{ dbt.type_string() }}) as plan_year,
        match_name
    from {{ ref('int_actual_values_stacked') }}

),

contested as (

    -- inner join: most names fit one indicator and are settled by that
    select
        reported.delivery_id,
        reported.source,
        reported.org_code,
        reported.plan_year,
        reported.match_name,
        fitted.plan_id,
        fitted.indicator_key
    from reported
    inner join fitted
        on
            fitted.fit_count > 1
            and reported.match_name = fitted.match_name
            and reported.plan_year = fitted.plan_year
            and reported.source = fitted.source
            and reported.org_code is not distinct from fitted.org_code
    group by
        reported.delivery_id, reported.source, reported.org_code, reported.plan_year,
        reported.match_name, fitted.plan_id, fitted.indicator_key

),

plan_votes as (

    -- A report is about one plan: the one that most of its values fit.
    select
        reported.delivery_id,
        fitted.plan_id,
        count(*) as vote_count,
        min(fitted.plan_received_at) as plan_received_at
    from reported
    inner join fitted
        on
            reported.match_name = fitted.match_name
            and reported.plan_year = fitted.plan_year
            and reported.source = fitted.source
            and reported.org_code is not distinct from fitted.org_code
    where reported.delivery_id in (select contested.delivery_id from contested)
    group by reported.delivery_id, fitted.plan_id

),

ranked as (

    -- no fan-out: one row of votes a delivery and plan
    select
        contested.*,
        rank() over (
            partition by
                contested.delivery_id, contested.source, contested.org_code, contested.plan_year,
                contested.match_name
            order by
                plan_votes.vote_count desc, plan_votes.plan_received_at asc, plan_votes.plan_id asc
        ) as choice_rank
    from contested
    inner join plan_votes
        on
            contested.delivery_id = plan_votes.delivery_id
            and contested.plan_id = plan_votes.plan_id

)

-- Two equally good indicators of one plan are no match: the value stays, unmatched.
select
    delivery_id,
    source,
    org_code,
    plan_year,
    match_name,
    case when count(*) = 1 then min(indicator_key) end as indicator_key,
    case when count(*) > 1 then 'ambiguous' else 'chosen' end as indicator_match
from ranked
where choice_rank = 1
group by delivery_id, source, org_code, plan_year, match_name
