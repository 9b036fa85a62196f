{{ config(tags=['phase_2']) }}

with

projected as (

    select * from {{ ref('int_targets_projected') }}

),

contributions as (

    select * from {{ ref('int_target_contributions_measured') }}

),

indicators as (

    select * from {{ ref('dim_indicators') }}

),

labels as (

    select * from {{ ref('measure_labels') }}
    where code_set = 'progress_status'

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
    from projected

)

select
    ranked.target_key,
    ranked.plan_id,
    ranked.indicator_key,
    ranked.org_code,
    ranked.period_code,
    ranked.org_name,
    indicators.indicator_name,
    indicators.action_name,
    ranked.comparator,
    ranked.change,
    ranked.direction,
    ranked.unit_name,
    ranked.reporting_period_code,
    case
        when ranked.is_met then 'met'
        when not ranked.is_met then 'not_yet_met'
        when ranked.progress_status = 'not_assigned' then 'not_assigned'
        when ranked.progress_status = 'not_reported' then 'no_actual'
        else 'not_comparable'
    end as status,
    ranked.progress_status,
    labels.label_zh as progress_status_zh,
    labels.label_en as progress_status_en,
    ranked.completion_method,
    ranked.no_rate_reason as no_completion_rate_reason,
    ranked.schedule_basis,
    ranked.milestone_source,
    ranked.forecast_method,
    ranked.no_forecast_reason,
    contributions.no_contribution_reason,
    ranked.is_total,
    ranked.is_period_over,
    ranked.forecast_is_met,
    ranked.is_synthetic,
    ranked.target_value,
    ranked.comparable_baseline_value as baseline_value,
    ranked.actual_value,
    ranked.gap_value,
    ranked.completion_rate,
    ranked.elapsed_rate,
    ranked.expected_value,
    ranked.pace_rate,
    ranked.forecast_value,
    contributions.target_share_rate,
    contributions.contribution_rate,
    ranked.target_end_date as period_end_date,
    ranked.as_of_date,
    ranked.milestone_date,
    ranked.evidence,
    ranked.actual_evidence
from ranked
inner join contributions on ranked.comparison_key = contributions.comparison_key
inner join indicators on ranked.indicator_key = indicators.indicator_key
inner join labels on ranked.progress_status = labels.code
where ranked.recency_no = 1
