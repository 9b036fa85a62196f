{%- set common = [
    'plan_id', 'hierarchy', 'node_key', 'indicator_key', 'period_code', 'additivity',
    'unmatched_count', 'unit_count', 'part_count', 'delegated_count', 'unit_kinds', 'unit',
] | join(', ') -%}

with

targets as (

    select * from {{ ref('int_rollup_targets_summed') }}
    where {{ changed('plan') }}

),

actuals as (

    select * from {{ ref('int_rollup_actuals_summed') }}

),

rules as (

    select * from {{ ref('rollup_rules') }}

),

stacked as (

    select
        {{ common }},
        'target' as measure,
        part_count as value_count,
        part_count as reported_count,
        parts_value,
        is_upper_limit,
        false as is_synthetic,
        case
            when torn_count > 0 then 'joint_target'
            when change_kinds > 1 then 'changes_differ'
            when bound_kinds > 1 then 'bounds_differ'
        end as own_reason
    from targets
    union all
    select
        {{ common }},
        'actual_to_date' as measure,
        to_date_count as value_count,
        reported_count,
        to_date_value as parts_value,
        false as is_upper_limit,
        is_synthetic,
        case when torn_count > 0 then 'joint_target' end as own_reason
    from actuals
    union all
    select
        {{ common }},
        'actual_in_period' as measure,
        in_period_count as value_count,
        reported_count,
        in_period_value as parts_value,
        false as is_upper_limit,
        is_synthetic,
        case
            when torn_count > 0 then 'joint_target'
            when level_count > 0 then 'stock_over_time'
        end as own_reason
    from actuals

),

judged as (

    select
        stacked.*,
        case
            when rules.additivity is null or not rules.over_orgs
                then coalesce(rules.no_sum_reason, 'rank_or_state')
            when stacked.own_reason is not null then stacked.own_reason
            when stacked.part_count = 0 and stacked.delegated_count > 0 then 'counted_elsewhere'
            when stacked.part_count = 0 then 'no_parts'
            when stacked.unmatched_count > 0 then 'unmatched_unit'
            when stacked.unit_kinds > 1 then 'units_differ'
            when stacked.reported_count < stacked.part_count then 'parts_missing'
            when stacked.value_count < stacked.part_count then 'periods_missing'
        end as no_value_reason
    from stacked
    left join rules on stacked.additivity = rules.additivity

)

select
    *,
    case when no_value_reason is null then parts_value end as rollup_value,
    case
        when coalesce(no_value_reason, '') in ('', 'parts_missing', 'periods_missing')
            then parts_value
    end as partial_value
from judged
