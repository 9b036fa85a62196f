with

last_reports as (

    -- The last report that says something, else the last; of one day the first source, then final.
    select
        target_key,
        reporting_period_code,
        actual_key,
        row_number() over (
            partition by target_key
            order by
                case when actual_value is null then 1 else 0 end asc,
                as_of_date desc nulls last, source_rank asc nulls last, finality asc nulls last,
                reporting_period_code desc nulls last, actual_key asc
        ) as recency_no
    from {{ ref('int_targets_projected') }}
    where {{ changed('plan') }}

),

last_actuals as (
    -- Few values are some target's last one: only their evidence is held.
    select * from {{ ref('fct_actuals') }}
    where
        actual_key in (
            select one.actual_key from last_reports as one
            where one.recency_no = 1
        )

)

select
    projected.target_key,
    projected.plan_id,
    projected.indicator_key,
    projected.org_code,
    projected.period_code,
    projected.org_name,
    indicators.indicator_name,
    indicators.action_name,
    projected.comparator,
    projected.change,
    projected.direction,
    projected.unit_name,
    projected.reporting_period_code,
    case
        when projected.is_met then 'met'
        when not projected.is_met then 'not_yet_met'
        when projected.progress_status in ('joint', 'not_assigned') then projected.progress_status
        when projected.progress_status = 'not_reported' then 'no_actual'
        else 'not_comparable'
    end as status,
    projected.progress_status,
    labels.label_zh as progress_status_zh,
    labels.label_en as progress_status_en,
    projected.completion_method,
    projected.no_rate_reason as no_completion_rate_reason,
    projected.schedule_basis,
    projected.milestone_source,
    projected.forecast_method,
    projected.no_forecast_reason,
    contributions.no_contribution_reason,
    projected.is_total,
    projected.is_period_over,
    projected.forecast_is_met,
    projected.is_synthetic,
    projected.target_value,
    projected.comparable_baseline_value as baseline_value,
    projected.actual_value,
    projected.gap_value,
    projected.completion_rate,
    projected.elapsed_rate,
    projected.expected_value,
    projected.pace_rate,
    projected.forecast_value,
    contributions.target_share_rate,
    contributions.contribution_rate,
    projected.target_end_date as period_end_date,
    projected.as_of_date,
    projected.milestone_date,
    targets.evidence,
    actuals.evidence as actual_evidence
-- read twice: only its keys are sorted
from {{ ref('int_targets_projected') }} as projected
inner join last_reports
    on
        projected.target_key = last_reports.target_key
        and projected.reporting_period_code is not distinct from last_reports.reporting_period_code
inner join {{ ref('int_target_contributions_measured') }} as contributions
    on
        projected.target_key = contributions.target_key
        and projected.reporting_period_code is not distinct from contributions.reporting_period_code
inner join {{ ref('dim_indicators') }} as indicators
    on projected.indicator_key = indicators.indicator_key
inner join {{ ref('measure_labels') }} as labels
    on projected.progress_status = labels.code and labels.code_set = 'progress_status'
inner join {{ ref('fct_targets') }} as targets on projected.target_key = targets.target_key
left join last_actuals as actuals on projected.actual_key = actuals.actual_key
where last_reports.recency_no = 1
