with

judged as (

    select * from {{ ref('int_rollup_values_judged') }}

),

pairs as (

    -- What was reached of the year's target: one sum over the other.
    -- no fan-out: one target a node, indicator and year
    select
        tops.indicator_key,
        bottoms.is_upper_limit,
        bottoms.node_key is null as is_without_bottom,
        tops.plan_id,
        tops.hierarchy,
        tops.node_key,
        tops.period_code,
        tops.additivity,
        tops.unit_count,
        tops.part_count,
        tops.value_count,
        tops.delegated_count,
        tops.is_synthetic,
        tops.unit as top_unit,
        bottoms.unit as bottom_unit,
        tops.rollup_value as numerator_value,
        bottoms.rollup_value as denominator_value,
        coalesce(tops.no_value_reason, bottoms.no_value_reason) as parts_reason
    from judged as tops
    left join judged as bottoms
        on
            tops.plan_id = bottoms.plan_id
            and tops.hierarchy = bottoms.hierarchy
            and tops.node_key = bottoms.node_key
            and tops.indicator_key = bottoms.indicator_key
            and left(tops.period_code, 4) = bottoms.period_code
            and bottoms.measure = 'target'
    where tops.measure = 'actual_to_date'

),

reasoned as (

    select
        *,
        case
            when parts_reason is not null then parts_reason
            when is_without_bottom then 'no_target'
            when top_unit <> bottom_unit then 'units_differ'
            when is_upper_limit then 'upper_limit'
            when coalesce(denominator_value, 0) <= 0 then 'zero_denominator'
        end as no_value_reason
    from pairs

)

select
    *,
    case
        when no_value_reason is null
            then {{ divided('numerator_value', 'denominator_value') }}
    end as rollup_value
from reasoned
