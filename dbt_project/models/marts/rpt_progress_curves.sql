{{ config(materialized='incremental', meta={'changed_by': 'plan'}) }}

with

compared as (

    select * from {{ ref('int_targets_projected') }}
    where
        completion_rate is not null and elapsed_rate is not null and {{ changed('plan') }}

),

indicators as (

    select * from {{ ref('dim_indicators') }}

),

ranked as (

    -- Of periods that end on one day (the fourth quarter, the year) the point of the first source.
    select
        *,
        row_number() over (
            partition by target_key, reporting_end_date
            order by
                source_rank asc nulls last, finality asc nulls last, reporting_period_code asc
        ) as point_no
    from compared

)

select
    {{ surrogate_key(['ranked.target_key', 'ranked.reporting_period_code']) }} as comparison_key,
    ranked.target_key,
    ranked.plan_id,
    ranked.indicator_key,
    ranked.org_code,
    ranked.period_code,
    ranked.reporting_period_code,
    ranked.org_name,
    indicators.indicator_name,
    ranked.unit_name,
    ranked.schedule_basis,
    ranked.is_total,
    ranked.is_flow,
    ranked.is_limit,
    ranked.is_synthetic,
    ranked.target_value,
    ranked.actual_value,
    ranked.expected_value,
    ranked.completion_rate,
    ranked.elapsed_rate,
    case
        when not ranked.is_limit then {{ divided('ranked.expected_value', 'ranked.target_value') }}
    end as expected_rate,
    ranked.reporting_end_date
from ranked
inner join indicators on ranked.indicator_key = indicators.indicator_key
where ranked.point_no = 1
