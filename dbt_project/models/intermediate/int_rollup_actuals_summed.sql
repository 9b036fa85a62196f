with

reported as (

    select * from {{ ref('int_rollup_parts_listed') }}

),

nodes as (

    select * from {{ ref('int_plan_nodes_listed') }}
    where unit_count > 1

),

summed as (

    select
        reported.plan_id,
        nodes.hierarchy,
        nodes.node_key,
        reported.indicator_key,
        reported.period_code,
        min(reported.plan_period_code) as plan_period_code,
        min(reported.additivity) as additivity,
        max(nodes.unmatched_count) as unmatched_count,
        count(*) as unit_count,
        sum(reported.own_count) as part_count,
        sum(reported.joint_count) as joint_count,
        sum(reported.delegated_count) as delegated_count,
        count(distinct reported.unit) as unit_kinds,
        min(reported.unit) as unit,
        max(case when reported.is_level then 1 else 0 end) as level_count,
        max(case when reported.is_synthetic then 1 else 0 end) = 1 as is_synthetic,
        sum(reported.reported_count) as reported_count,
        count(reported.to_date_value) as to_date_count,
        sum(reported.to_date_value) as to_date_value,
        count(reported.period_value) as in_period_count,
        sum(reported.period_value) as in_period_value
    from reported
    inner join nodes
        on reported.plan_id = nodes.plan_id and reported.org_key = nodes.org_key
    group by
        reported.plan_id, nodes.hierarchy, nodes.node_key, reported.indicator_key,
        reported.period_code

)

select * from summed
