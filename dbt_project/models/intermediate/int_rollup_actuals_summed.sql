{%- set keys = ['plan_id', 'hierarchy', 'node_key', 'indicator_key', 'period_code'] -%}
{%- set node = keys | join(', ') -%}
{%- set of_all = [
    'plan_period_code', 'additivity', 'unmatched_count', 'unit_count', 'delegated_count',
    'unit_kinds', 'unit', 'level_count', 'is_synthetic', 'to_date_value', 'in_period_value',
] -%}
with

nodes as (

    select * from {{ ref('int_plan_nodes_listed') }}
    where unit_count > 1

),

reported as (

    select
        nodes.hierarchy,
        nodes.node_key,
        nodes.unmatched_count,
        parts.*
    from {{ ref('int_rollup_parts_listed') }} as parts
    inner join nodes on parts.plan_id = nodes.plan_id and parts.org_key = nodes.org_key

),

joint_figures as (

    -- One figure for several is one part: whoever of them reports adds to it.
    select
        {{ node }},
        joint_cell_key,
        case when count(*) < max(joint_cell_count) then 1 else 0 end as is_torn,
        max(reported_count) as reported_count,
        case when count(to_date_value) > 0 then 1 else 0 end as to_date_count,
        case when count(period_value) > 0 then 1 else 0 end as in_period_count
    from reported
    where joint_count = 1 and own_count = 0
    group by {{ node }}, joint_cell_key

),

joint_parts as (

    select
        {{ node }},
        count(*) as part_count,
        sum(is_torn) as torn_count,
        sum(reported_count) as reported_count,
        sum(to_date_count) as to_date_count,
        sum(in_period_count) as in_period_count
    from joint_figures
    group by {{ node }}

),

summed as (

    select
        {{ node }},
        min(plan_period_code) as plan_period_code,
        min(additivity) as additivity,
        max(unmatched_count) as unmatched_count,
        count(*) as unit_count,
        sum(own_count) as part_count,
        sum(delegated_count) as delegated_count,
        count(distinct unit) as unit_kinds,
        min(unit) as unit,
        max(case when is_level then 1 else 0 end) as level_count,
        max(case when is_synthetic then 1 else 0 end) = 1 as is_synthetic,
        sum(own_count * reported_count) as reported_count,
        count(case when own_count = 1 then to_date_value end) as to_date_count,
        sum(to_date_value) as to_date_value,
        count(case when own_count = 1 then period_value end) as in_period_count,
        sum(period_value) as in_period_value
    from reported
    group by {{ node }}

)

select
    {% for column in keys + of_all %}
        summed.{{ column }},
    {% endfor %}
    {% for column in ['part_count', 'reported_count', 'to_date_count', 'in_period_count'] %}
        summed.{{ column }} + coalesce(joint_parts.{{ column }}, 0) as {{ column }},
    {% endfor %}
    coalesce(joint_parts.torn_count, 0) as torn_count
from summed
left join joint_parts
    on
        {% for column in keys %}
            {{ 'and ' if not loop.first }}summed.{{ column }} = joint_parts.{{ column }}
        {% endfor %}
