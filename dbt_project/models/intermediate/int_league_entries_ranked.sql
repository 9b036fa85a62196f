{#- No table: one model reads it. -#}
{{ config(materialized='ephemeral') }}

with

scored as (

    select * from {{ ref('int_targets_scored') }}

),

assessments as (

    select * from {{ ref('int_assessments_summed') }}

),

stacked as (

    select
        plan_id,
        assessed_period_code as period_code,
        'indicator' as league,
        indicator_key,
        org_key,
        org_code,
        org_name,
        is_synthetic,
        completion_rate as ranked_value,
        case
            when progress_status in ('joint', 'not_assigned', 'not_reported') then progress_status
            when completion_rate is null then 'not_comparable'
            else 'ranked'
        end as standing
    from scored
    union all
    select
        plan_id,
        assessed_period_code as period_code,
        'overall' as league,
        cast(null as {{ dbt.type_string() }}) as indicator_key,
        org_key,
        org_code,
        org_name,
        is_synthetic,
        score as ranked_value,
        standing
    from assessments

),

ranked as (

    -- Standard competition ranking: equal values share the better rank and the next one is skipped
    -- (1, 2, 2, 4). Who has no rank is in a window of its own.
    select
        *,
        rank() over standings as rank_no,
        count(*) over tied as tie_count,
        count(*) over entrants as entrant_count
    from stacked
    window
        standings as (
            partition by plan_id, period_code, league, indicator_key, standing
            order by ranked_value desc
        ),
        tied as (
            partition by plan_id, period_code, league, indicator_key, standing, ranked_value
        ),
        entrants as (partition by plan_id, period_code, league, indicator_key, standing)

)

select
    plan_id,
    period_code,
    league,
    indicator_key,
    org_key,
    org_code,
    org_name,
    standing,
    is_synthetic,
    case when standing = 'ranked' then ranked_value end as ranked_value,
    case when standing = 'ranked' then rank_no end as rank_no,
    case when standing = 'ranked' then tie_count end as tie_count,
    case when standing = 'ranked' then entrant_count end as ranked_count,
    case standing
        when 'ranked' then 1
        when 'not_reported' then 2
        when 'not_comparable' then 3
        else 4
    end as standing_order
from ranked
