{#- No table: one model reads it. -#}
{{ config(materialized='ephemeral') }}

with

assessed as (

    select * from {{ ref('int_targets_assessed') }}
    where not is_total

),

nodes as (

    select * from {{ ref('int_plan_nodes_listed') }}
    where unit_count > 1 or hierarchy = 'plan_partition'

),

indicators as (

    select * from {{ ref('int_indicators_described') }}

),

placed as (

    -- no fan-out: one node a unit stands in, one description an indicator
    select
        assessed.plan_id,
        nodes.hierarchy,
        nodes.node_key,
        nodes.unmatched_count,
        coalesce(indicators.action_name, '') as action_name,
        assessed.assessed_period_code as period_code,
        assessed.progress_status,
        assessed.is_assigned,
        assessed.is_synthetic,
        assessed.org_key
    from assessed
    inner join indicators on assessed.indicator_key = indicators.indicator_key
    inner join nodes
        on assessed.plan_id = nodes.plan_id and assessed.org_key = nodes.org_key

),

subjects as (

    select
        *,
        'action' as subject_type,
        action_name as subject_name
    from placed
    where action_name <> ''
    union all
    select
        *,
        'plan' as subject_type,
        cast(null as {{ dbt.type_string() }}) as subject_name
    from placed

),

counted as (

    select
        plan_id,
        hierarchy,
        node_key,
        subject_type,
        subject_name,
        period_code,
        max(unmatched_count) as unmatched_count,
        count(distinct org_key) as unit_count,
        max(case when is_synthetic then 1 else 0 end) = 1 as is_synthetic,
        count(case when is_assigned then 1 end) as assigned_count,
        count(case when is_assigned and progress_status <> 'not_reported' then 1 end)
            as reported_count,
        count(case when progress_status = 'completed' then 1 end) as completed_count,
        count(case when progress_status = 'on_pace' then 1 end) as on_pace_count,
        count(case when progress_status = 'behind' then 1 end) as behind_count
    from subjects
    group by plan_id, hierarchy, node_key, subject_type, subject_name, period_code

)

select * from counted
