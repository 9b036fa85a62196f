with

judged as (

    select * from {{ ref('int_rollup_values_judged') }}
    where measure in ('target', 'actual_to_date')

),

indicators as (

    select * from {{ ref('int_indicators_described') }}
    where action_name is not null

),

summed as (

    -- Different indicators are different things: only an action with one of them has a value.
    select
        judged.plan_id,
        judged.hierarchy,
        judged.node_key,
        indicators.action_name,
        judged.period_code,
        judged.measure,
        count(*) as indicator_count,
        min(judged.unit_count) as unit_count,
        min(judged.part_count) as part_count,
        min(judged.value_count) as value_count,
        min(judged.delegated_count) as delegated_count,
        max(case when judged.is_synthetic then 1 else 0 end) = 1 as is_synthetic,
        case when count(*) > 1 then 'indicators_differ' else min(judged.no_value_reason) end
            as no_value_reason,
        case when count(*) = 1 then min(judged.rollup_value) end as rollup_value
    from judged
    inner join indicators on judged.indicator_key = indicators.indicator_key
    group by
        judged.plan_id, judged.hierarchy, judged.node_key, indicators.action_name,
        judged.period_code, judged.measure

)

select * from summed
