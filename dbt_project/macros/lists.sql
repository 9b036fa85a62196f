{% macro first_element(list) -%}
    {{ return(adapter.dispatch('first_element', 'planledger')(list)) }}
{%- endmacro %}

{% macro duckdb__first_element(list) -%}
    {{ list }}[1]
{%- endmacro %}

{% macro spark__first_element(list) -%}
    get({{ list }}, 0)
{%- endmacro %}

{% macro first_elements(list, at_most) -%}
    {{ return(adapter.dispatch('first_elements', 'planledger')(list, at_most)) }}
{%- endmacro %}

{% macro duckdb__first_elements(list, at_most) -%}
    {{ list }}[1:{{ at_most }}]
{%- endmacro %}

{% macro spark__first_elements(list, at_most) -%}
    slice({{ list }}, 1, {{ at_most }})
{%- endmacro %}

{% macro element_count(list) -%}
    {{ return(adapter.dispatch('element_count', 'planledger')(list)) }}
{%- endmacro %}

{% macro duckdb__element_count(list) -%}
    len({{ list }})
{%- endmacro %}

{% macro spark__element_count(list) -%}
    size({{ list }})
{%- endmacro %}

{% macro joined_list(list, separator) -%}
    {{ return(adapter.dispatch('joined_list', 'planledger')(list, separator)) }}
{%- endmacro %}

{% macro duckdb__joined_list(list, separator) -%}
    array_to_string({{ list }}, '{{ separator }}')
{%- endmacro %}

{% macro spark__joined_list(list, separator) -%}
    array_join(transform({{ list }}, one -> cast(one as string)), '{{ separator }}')
{%- endmacro %}

{% macro join_from_second(list, separator) -%}
    {{ return(adapter.dispatch('join_from_second', 'planledger')(list, separator)) }}
{%- endmacro %}

{% macro duckdb__join_from_second(list, separator) -%}
    nullif(array_to_string({{ list }}[2:], '{{ separator }}'), '')
{%- endmacro %}

{% macro spark__join_from_second(list, separator) -%}
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

{% macro spark__unnested(relation, columns, list, element, position) -%}
    select {{ columns | join(', ') }}, {{ element }}, place_from_zero + 1 as {{ position }}
    from {{ relation }}
    lateral view posexplode({{ list }}) as place_from_zero, {{ element }}
{%- endmacro %}

{% macro counted_from_zero(relation, columns, last_number, number) -%}
    {{ return(adapter.dispatch('counted_from_zero', 'planledger')(relation, columns, last_number, number)) }}
{%- endmacro %}

{% macro duckdb__counted_from_zero(relation, columns, last_number, number) -%}
    {#- Each row once for every number from 0 to a last one. -#}
    select
        {{ columns | join(', ') }},
        unnest(range(0, {{ last_number }} + 1)) as {{ number }}
    from {{ relation }}
{%- endmacro %}

{% macro spark__counted_from_zero(relation, columns, last_number, number) -%}
    select
        {{ columns | join(', ') }},
        explode(sequence(cast(0 as bigint), cast({{ last_number }} as bigint))) as {{ number }}
    from {{ relation }}
{%- endmacro %}

{% macro joined_names(name, order_by) -%}
    {{ return(adapter.dispatch('joined_names', 'planledger')(name, order_by)) }}
{%- endmacro %}

{% macro duckdb__joined_names(name, order_by) -%}
    {#- Aggregate: names joined by 、. -#}
    string_agg({{ name }}, '、' order by {{ order_by }})
{%- endmacro %}

{% macro spark__joined_names(name, order_by) -%}
    listagg({{ name }}, '、') within group (order by {{ order_by }})
{%- endmacro %}

{% macro listed(element, order_by, where='true') -%}
    {{ return(adapter.dispatch('listed', 'planledger')(element, order_by, where)) }}
{%- endmacro %}

{% macro duckdb__listed(element, order_by, where) -%}
    {#- Aggregate: the elements of the rows that a condition holds for, in the order of some columns,
        nulls last; an empty list for none. -#}
    coalesce(
        list({{ element }} order by {{ order_by | join(', ') }}) filter (where {{ where }}), []
    )
{%- endmacro %}

{% macro spark__listed(element, order_by, where) -%}
    transform(
        array_sort(collect_list(case when {{ where }} then named_struct(
            {%- for one in order_by %}
            'is_null_{{ loop.index }}', {{ one }} is null, 'key_{{ loop.index }}', {{ one }},
            {%- endfor %}
            'element', {{ element }}
        ) end)),
        one -> one.element
    )
{%- endmacro %}

{% macro split_text(text, separator) -%}
    {{ return(adapter.dispatch('split_text', 'planledger')(text, separator)) }}
{%- endmacro %}

{% macro duckdb__split_text(text, separator) -%}
    {#- The parts of a text between separators; the separator is no pattern. -#}
    string_split({{ text }}, '{{ separator }}')
{%- endmacro %}

{% macro spark__split_text(text, separator) -%}
    split({{ text }}, '[{{ separator }}]')
{%- endmacro %}
