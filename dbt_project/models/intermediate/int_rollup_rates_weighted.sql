with

judged as (

    select * from {{ ref('int_rollup_values_judged') }}

),

indicators as (

    select * from {{ ref('int_indicators_described') }}

),

components as (

    select * from {{ ref('rate_components') }}

),

rated as (

    -- Rates whose numerator and denominator stand in the same plan.
    select
        rates.indicator_key,
        numerators.indicator_key as numerator_key,
        denominators.indicator_key as denominator_key,
        cast(case when instr(rates.unit_name, '%') > 0 then 100 else 1 end as decimal(3, 0))
            as factor
    from components
    inner join indicators as rates
        on rates.match_name = {{ normalised_name('components.rate_name') }}
    inner join indicators as numerators
        on
            rates.plan_id = numerators.plan_id
            and numerators.match_name = {{ normalised_name('components.numerator_name') }}
    inner join indicators as denominators
        on
            rates.plan_id = denominators.plan_id
            and denominators.match_name = {{ normalised_name('components.denominator_name') }}

),

pairs as (

    -- no fan-out: one value a node, indicator and period
    select
        rated.indicator_key,
        rated.factor,
        tops.plan_id,
        tops.hierarchy,
        tops.node_key,
        tops.period_code,
        tops.additivity,
        tops.unit_count,
        tops.part_count,
        tops.value_count,
        tops.delegated_count,
        tops.is_synthetic or bottoms.is_synthetic as is_synthetic,
        tops.unit as top_unit,
        bottoms.unit as bottom_unit,
        tops.rollup_value as numerator_value,
        bottoms.rollup_value as denominator_value,
        coalesce(tops.no_value_reason, bottoms.no_value_reason) as parts_reason
    from rated
    inner join judged as tops
        on rated.numerator_key = tops.indicator_key and tops.measure = 'actual_to_date'
    inner join judged as bottoms
        on
            rated.denominator_key = bottoms.indicator_key
            and bottoms.measure = 'actual_to_date'
            and tops.hierarchy = bottoms.hierarchy
            and tops.node_key = bottoms.node_key
            and tops.period_code = bottoms.period_code

),

reasoned as (

    select
        *,
        case
            when parts_reason is not null then parts_reason
            when top_unit <> bottom_unit then 'units_differ'
            when coalesce(denominator_value, 0) <= 0 then 'zero_denominator'
        end as no_value_reason
    from pairs

)

select
    *,
    case
        when no_value_reason is null
            then {{ divided(in_other_unit('numerator_value', 'factor'), 'denominator_value') }}
    end as rollup_value
from reasoned
