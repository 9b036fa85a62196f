{#- No table: one model reads it. -#}
{{ config(materialized='ephemeral') }}

{%- set nothing = 'cast(null as ' ~ dbt.type_string() ~ ')' -%}
{%- set no_number = 'cast(null as ' ~ quantity_type() ~ ')' -%}
{%- set no_count = 'cast(null as bigint)' -%}
{%- set sources = [
    ('int_rollup_values_judged', {'subject_type': "'indicator'"}),
    ('int_rollup_completions_weighted', {
        'subject_type': "'indicator'", 'measure': "'completion_rate'", 'partial_value': no_number,
    }),
    ('int_rollup_rates_weighted', {
        'subject_type': "'indicator'", 'measure': "'weighted_rate'", 'partial_value': no_number,
    }),
    ('int_rollup_actions_summed', {
        'subject_type': "'action'", 'indicator_key': nothing, 'partial_value': no_number,
    }),
    ('int_rollup_counts_listed', {
        'indicator_key': nothing, 'partial_value': no_number, 'action_name': 'subject_name',
        'part_count': no_count, 'value_count': no_count, 'delegated_count': no_count,
    }),
    ('int_rollup_tasks_counted', {
        'hierarchy': "'lead_department'", 'subject_type': "'task'", 'indicator_key': nothing,
        'partial_value': no_number, 'rollup_value': 'cast(task_count as ' ~ quantity_type() ~ ')',
        'no_value_reason': nothing, 'unit_count': 'department_count', 'part_count': 'task_count',
        'value_count': 'task_count', 'delegated_count': no_count, 'is_synthetic': 'false',
    }),
] -%}
{%- set with_action = ['int_rollup_actions_summed', 'int_rollup_counts_listed'] -%}
{%- set with_parts = [
    'int_rollup_completions_weighted', 'int_rollup_rates_weighted', 'int_rollup_counts_listed',
] -%}
{%- set columns = [
    'plan_id', 'hierarchy', 'node_key', 'subject_type', 'indicator_key', 'action_name',
    'period_code', 'measure', 'unit_count', 'part_count', 'value_count', 'delegated_count',
    'is_synthetic', 'numerator_value', 'denominator_value', 'partial_value', 'rollup_value',
    'no_value_reason',
] -%}

with

{% for model, given in sources -%}
    {%- if model not in with_action %}{% do given.update({'action_name': nothing}) %}{% endif -%}
    {%- if model not in with_parts -%}
        {%- do given.update({'numerator_value': no_number, 'denominator_value': no_number}) -%}
    {%- endif -%}
    {{ model | replace('int_rollup_', '') }} as (

        select
        {%- for column in columns %}
                {{ given[column] ~ ' as ' ~ column if column in given else column }}
                {{- ',' if not loop.last }}
        {%- endfor %}
        from {{ ref(model) }}
        where {{ changed('plan') }}

    ),

{% endfor -%}

stacked as (

    {%- for model, _ in sources %}
        select * from {{ model | replace('int_rollup_', '') }}
        {%- if not loop.last %}
            union all
        {%- endif %}
    {%- endfor %}

)

select * from stacked
