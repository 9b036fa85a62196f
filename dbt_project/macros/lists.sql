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
