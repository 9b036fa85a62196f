with

targets as (

    select * from {{ ref('int_targets_resolved') }}
    where not is_total and stated_in = 'table' and is_plan_of_record

),

nodes as (

    select * from {{ ref('int_plan_nodes_listed') }}
    where unit_count > 1

),

grouped_cells as (

    -- Cells that one printed cell covers are one figure, over organisations or over rows.
    select
        *,
        coalesce(place, statement_key) as cell_key,
        count(*) over (
            partition by plan_id, document_key, coalesce(place, statement_key)
        ) as cell_count
    from targets

),

placed as (

    select
        nodes.hierarchy,
        nodes.node_key,
        nodes.unmatched_count,
        grouped_cells.*,
        count(*) over (
            partition by
                nodes.plan_id, nodes.hierarchy, nodes.node_key, grouped_cells.indicator_key,
                grouped_cells.period_code, grouped_cells.document_key, grouped_cells.cell_key
        ) as cell_count_here
    from grouped_cells
    inner join nodes
        on grouped_cells.plan_id = nodes.plan_id and grouped_cells.org_key = nodes.org_key

),

flagged as (

    -- A part is a cell of its own with a number; what a merge repeats is not counted again.
    select
        *,
        state = 'value' and target_value is not null as is_part,
        reporting_duty = 'joint' as is_joint,
        comparator in ('<=', '<')
        or (direction = 'lower' and coalesce(change, '') <> 'decrease') as is_limit,
        reporting_duty = 'joint' and cell_count_here < cell_count as is_torn
    from placed

),

summed as (

    select
        plan_id,
        hierarchy,
        node_key,
        indicator_key,
        period_code,
        min(additivity) as additivity,
        max(unmatched_count) as unmatched_count,
        count(*) as unit_count,
        count(case when is_part then 1 end) as part_count,
        count(case when is_joint then 1 end) as joint_count,
        count(case when is_torn then 1 end) as torn_count,
        count(case when reporting_duty = 'delegated' then 1 end) as delegated_count,
        count(distinct case when is_part then coalesce(unit_code, unit_name, '') end) as unit_kinds,
        count(distinct case when is_part then coalesce(change, 'level') end) as change_kinds,
        count(distinct case when is_part then comparator in ('<=', '<') end)
            as bound_kinds,
        max(case when is_part and is_limit then 1 else 0 end) = 1 as is_upper_limit,
        min(case when is_part then coalesce(unit_code, unit_name, '') end) as unit,
        sum(case when is_part then target_value end) as parts_value
    from flagged
    group by plan_id, hierarchy, node_key, indicator_key, period_code

)

select * from summed
