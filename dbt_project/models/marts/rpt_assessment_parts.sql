{{ config(materialized='incremental', meta={'changed_by': 'plan'}) }}

with

scored as (

    select * from {{ ref('int_targets_scored') }}
    where {{ changed('plan') }}

),

indicators as (

    select * from {{ ref('dim_indicators') }}

)

select
    {{ surrogate_key(['scored.target_key', 'scored.assessed_period_code']) }}
        as assessment_part_key,
    {{ surrogate_key(['scored.plan_id', 'scored.org_key', 'scored.assessed_period_code']) }}
        as assessment_key,
    scored.target_key,
    scored.plan_id,
    scored.indicator_key,
    scored.org_code,
    scored.assessed_period_code as period_code,
    scored.org_name,
    indicators.indicator_name,
    indicators.action_name,
    scored.progress_status,
    scored.weight_source,
    scored.measured_against,
    cast(scored.weight_rule_no as integer) as weight_rule_no,
    scored.is_counted,
    scored.is_synthetic,
    cast(scored.indicator_weight as {{ quantity_type() }}) as weight,
    cast(scored.max_rate as {{ quantity_type() }}) as max_rate,
    scored.scored_rate,
    scored.score_points
from scored
inner join indicators on scored.indicator_key = indicators.indicator_key
