with

rollups as (

    select * from {{ ref('int_rollups_stacked') }}
    where {{ changed('plan') }}

),

nodes as (

    select
        plan_id,
        hierarchy,
        node_key,
        max(node_org_code) as node_org_code,
        max(node_name) as node_name,
        max(case when is_root then 1 else 0 end) = 1 as is_root
    from {{ ref('int_plan_nodes_listed') }}
    group by plan_id, hierarchy, node_key

),

parents as (

    select * from {{ ref('int_org_parents_listed') }}

),

departments as (

    select * from {{ ref('dim_departments') }}

),

indicators as (

    select * from {{ ref('dim_indicators') }}

),

labels as (

    select * from {{ ref('measure_labels') }}
    where code_set = 'no_value'

),

periods as (

    select * from {{ ref('dim_periods') }}

)

select
    {{ surrogate_key([
        'rollups.plan_id', 'rollups.hierarchy', 'rollups.node_key', 'rollups.subject_type',
        'rollups.indicator_key', 'rollups.action_name', 'rollups.period_code', 'rollups.measure',
    ]) }} as rollup_key,
    rollups.plan_id,
    rollups.indicator_key,
    rollups.period_code,
    rollups.hierarchy,
    rollups.node_key,
    case
        when nodes.is_root or rollups.node_key = '*' then null
        when rollups.hierarchy in ('plan_partition', 'lead_department') then '*'
        else parents.parent_org_code
    end as parent_node_key,
    nodes.node_org_code as org_code,
    departments.department_key,
    coalesce(nodes.node_name, parents.org_name, departments.department_name) as node_name,
    rollups.subject_type,
    coalesce(rollups.action_name, indicators.action_name) as action_name,
    indicators.indicator_name,
    rollups.measure,
    periods.granularity,
    case when rollups.measure not like '%rate' then indicators.unit_name end as unit_name,
    rollups.no_value_reason,
    labels.label_zh as no_value_reason_zh,
    labels.label_en as no_value_reason_en,
    cast(rollups.unit_count as integer) as unit_count,
    cast(rollups.part_count as integer) as part_count,
    cast(rollups.value_count as integer) as value_count,
    cast(rollups.delegated_count as integer) as counted_elsewhere_count,
    rollups.is_synthetic,
    cast(rollups.numerator_value as {{ quantity_type() }}) as numerator_value,
    cast(rollups.denominator_value as {{ quantity_type() }}) as denominator_value,
    cast(rollups.partial_value as {{ quantity_type() }}) as partial_value,
    cast(rollups.rollup_value as {{ quantity_type() }}) as rollup_value
from rollups
left join nodes
    on
        rollups.plan_id = nodes.plan_id and rollups.hierarchy = nodes.hierarchy
        and rollups.node_key = nodes.node_key
left join parents on rollups.hierarchy = parents.hierarchy and rollups.node_key = parents.org_code
left join departments on rollups.node_key = departments.department_key
left join indicators on rollups.indicator_key = indicators.indicator_key
left join labels on rollups.no_value_reason = labels.code
left join periods on rollups.period_code = periods.period_code
