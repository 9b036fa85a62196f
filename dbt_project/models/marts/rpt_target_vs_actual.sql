{{ config(tags=['phase_2']) }}

with

comparisons as (

    select * from {{ ref('int_targets_compared') }}

),

indicators as (

    select * from {{ ref('dim_indicators') }}

),

ranked as (

    -- The last report that says something about the target; else its last report.
    select
        *,
        row_number() over (
            partition by target_key
            order by
                case when actual_value is null then 1 else 0 end asc,
                as_of_date desc nulls last, reporting_period_code desc nulls last, actual_key asc
        ) as recency_no
    from comparisons

),

latest as (

    select
        ranked.*,
        indicators.indicator_name as described_name,
        indicators.action_name as described_action
    from ranked
    inner join indicators on ranked.indicator_key = indicators.indicator_key
    where ranked.recency_no = 1

)

select
    target_key,
    plan_id,
    indicator_key,
    org_code,
    period_code,
    org_name,
    described_name as indicator_name,
    described_action as action_name,
    comparator,
    change,
    direction,
    unit_name,
    reporting_period_code,
    case
        when is_met then 'met'
        when not is_met then 'not_yet_met'
        when no_comparison_reason in ('joint_target', 'no_own_target') then 'not_assigned'
        when no_comparison_reason = 'no_actual' then 'no_actual'
        else 'not_comparable'
    end as status,
    no_rate_reason as no_completion_rate_reason,
    is_total,
    is_synthetic,
    target_value,
    actual_value,
    completion_rate,
    as_of_date,
    evidence,
    actual_evidence
from latest
