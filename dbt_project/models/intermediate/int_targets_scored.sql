with

assessed as (

    select * from {{ ref('int_targets_assessed') }}
    where not is_total

),

indicator_weights as (

    select * from {{ ref('int_indicator_weights_matched') }}

),

weighed as (

    -- inner join is safe: every indicator has a weight
    select
        assessed.target_key,
        assessed.plan_id,
        assessed.indicator_key,
        assessed.org_code,
        assessed.org_key,
        assessed.org_name,
        assessed.assessed_period_code,
        assessed.progress_status,
        assessed.completion_rate,
        assessed.is_synthetic,
        indicator_weights.indicator_weight,
        indicator_weights.weight_source,
        indicator_weights.weight_rule_no,
        indicator_weights.measured_against,
        indicator_weights.max_rate,
        assessed.progress_status not in ('joint', 'not_assigned', 'not_comparable')
            as is_counted,
        case
            when assessed.progress_status = 'not_reported' then cast(0 as {{ quantity_type() }})
            when assessed.is_met and assessed.completion_rate is null
                then cast(1 as {{ quantity_type() }})
            when
                indicator_weights.measured_against = 'schedule' and assessed.pace_rate is not null
                then assessed.pace_rate
            else coalesce(assessed.completion_rate, 0)
        end as measured_rate
    from assessed
    inner join indicator_weights on assessed.indicator_key = indicator_weights.indicator_key

),

capped as (

    select
        *,
        case
            when is_counted
                then cast(least(greatest(measured_rate, 0), max_rate) as {{ quantity_type() }})
        end as scored_rate,
        case when is_counted then indicator_weight end as counted_weight
    from weighed

),

summed as (

    select
        *,
        sum(counted_weight) over (
            partition by plan_id, org_key, assessed_period_code
        ) as weight_sum
    from capped

)

select
    *,
    {{ divided(
        in_other_unit('cast(counted_weight as decimal(18, 6)) * cast(scored_rate as decimal(18, 8))', '100'),
        'weight_sum'
    ) }} as score_points
from summed
