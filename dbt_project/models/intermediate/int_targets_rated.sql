with

comparisons as (

    select * from {{ ref('int_targets_compared') }}

),

baselines as (

    select * from {{ ref('int_target_baselines_listed') }}

),

based as (

    -- no fan-out: one baseline an indicator and organisation of a plan
    select
        comparisons.*,
        {{ surrogate_key(['comparisons.target_key', 'comparisons.reporting_period_code']) }}
            as comparison_key,
        baselines.printed_baseline_value
    from comparisons
    left join baselines
        on
            comparisons.plan_id = baselines.plan_id
            and comparisons.indicator_key = baselines.indicator_key
            and comparisons.org_key = baselines.org_key
            and coalesce(comparisons.unit_code, comparisons.unit_name, '')
            = coalesce(baselines.baseline_unit_code, baselines.baseline_unit_name, '')

),

bounded as (

    -- Of a bare or approximate number less is better where the indicator says so; of a decrease
    -- more is always better.
    select
        *,
        coalesce(comparator in ('<=', '<'), false)
        or (
            direction = 'lower'
            and coalesce(change, '') <> 'decrease'
            and coalesce(comparator, '=') in ('=', '~')
        ) as is_limit
    from based

),

judged as (

    select
        *,
        case
            when no_comparison_reason is not null then null
            when comparator = '>' then actual_value > target_value
            when comparator = '<' then actual_value < target_value
            when is_limit then actual_value <= target_value
            else actual_value >= target_value
        end as is_met
    from bounded

),

chosen as (

    select
        *,
        case
            when no_comparison_reason is not null then null
            when is_limit and change is null and printed_baseline_value > target_value
                then 'baseline'
            when is_limit and target_value >= 0 then 'limit'
            when target_value > 0 and change is not null then 'change'
            when target_value > 0 then 'ratio'
        end as completion_method
    from judged

)

select
    *,
    case
        when no_comparison_reason is not null then no_comparison_reason
        when completion_method is null then 'zero_target'
    end as no_rate_reason,
    case
        when completion_method = 'baseline'
            then
                {{ divided(
                    'printed_baseline_value - actual_value', 'printed_baseline_value - target_value'
                ) }}
        when completion_method = 'limit'
            then case
                when is_met or actual_value <= 0 then cast(1 as {{ quantity_type() }})
                else {{ divided('target_value', 'actual_value') }}
            end
        when completion_method is not null then {{ divided('actual_value', 'target_value') }}
    end as completion_rate
from chosen
