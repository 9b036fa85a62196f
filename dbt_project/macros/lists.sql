{% macro first_element(list) -%}
    {{ return(adapter.dispatch('first_element', 'planledger')(list)) }}
{%- endmacro %}

{% macro duckdb__first_element(list) -%}
    {{ list }}[1]
{%- endmacro %}

{% macro default__first_element(list) -%}
    get({{ list }}, 0)
{%- endmacro %}

{% macro join_from_second(list, separator) -%}
    {{ return(adapter.dispatch('join_from_second', 'planledger')(list, separator)) }}
{%- endmacro %}

{% macro duckdb__join_from_second(list, separator) -%}
    nullif(array_to_string({{ list }}[2:], '{{ separator }}'), '')
{%- endmacro %}

{% macro default__join_from_second(list, separator) -%}
    nullif(array_join(slice({{ list }}, 2, greatest(size({{ list }}) - 1, 0)), '{{ separator }}'), '')
{%- endmacro %}

{% macro unnested(relation, columns, list, element, position) -%}
    {{ return(adapter.dispatch('unnested', 'planledger')(relation, columns, list, element, position)) }}
{%- endmacro %}

{% macro duckdb__unnested(relation, columns, list, element, position) -%}
    {#- One row for every element of a list column, with its position from 1. -#}
    select
        {{ columns | join(', ') }},
        unnest({{ list }}) as {{ element }},
        generate_subscripts({{ list }}, 1) as {{ position }}
    from {{ relation }}
{%- endmacro %}

{% macro default__unnested(relation, columns, list, element, position) -%}
    select {{ columns | join(', ') }}, listed.value as {{ element }}, listed.index + 1 as {{ position }}
    from {{ relation }}, lateral flatten({{ list }}) as listed
{%- endmacro %}

{% macro joined_names(name, order_by) -%}
    {{ return(adapter.dispatch('joined_names', 'planledger')(name, order_by)) }}
{%- endmacro %}

{% macro duckdb__joined_names(name, order_by) -%}
    {#- Aggregate: names joined by 、. -#}
    string_agg({{ name }}, '、' order by {{ order_by }})
{%- endmacro %}

{% macro default__joined_names(name, order_by) -%}
    listagg({{ name }}, '、') within group (order by {{ order_by }})
{%- endmacro %}
