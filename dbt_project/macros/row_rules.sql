{% macro breaches(model, keys, unique, present, codes, references, not_negative, shares=[]) -%}
    {#- One row for each rule that rows of the model break: the rule, its column, a value that breaks
        it, and how many rows do. What one row shows by itself is counted in one scan. -#}
    {%- set judged = row_breaches(keys + present, codes, not_negative, shares) -%}
    {%- set parts = [] -%}
    {%- for rule, column, _ in judged -%}
        {%- set value = 'value_' ~ loop.index -%}
        {%- do parts.append(breach(rule, column, value, 'rows_' ~ loop.index) ~ ' from counted') -%}
    {%- endfor -%}
    {%- for column in keys -%}
        {%- do parts.append(repeated_rows(model, 'keys', [column])) -%}
    {%- endfor -%}
    {%- for columns in unique -%}
        {%- do parts.append(repeated_rows(model, 'unique', columns)) -%}
    {%- endfor -%}
    {%- for column, parents in references.items() -%}
        {%- do parts.append(dangling_rows(model, column, parents)) -%}
    {%- endfor -%}
    {%- if not parts -%}
        {{ exceptions.raise_compiler_error('no rule is given for the rows of ' ~ model) }}
    {%- endif -%}
with counted as (
    select
        {%- for rule, column, is_broken in judged %}
        min(case when {{ is_broken }} then {{ as_printed(column) }} end) as value_{{ loop.index }},
        count(case when {{ is_broken }} then 1 end) as rows_{{ loop.index }},
        {%- endfor %}
        count(*) as row_count
    from {{ model }}
)

select rule, column_name, breaking_value, row_count
from (
    {{ parts | join('\n    union all\n    ') }}
) as judged
where row_count > 0
{%- endmacro %}

{% macro row_breaches(present, codes, not_negative, shares) -%}
    {#- Rule, column and condition of what a single row shows. -#}
    {%- set found = [] -%}
    {%- for column in present -%}
        {%- do found.append(('present', column, column ~ ' is null')) -%}
    {%- endfor -%}
    {%- for column, values in codes.items() -%}
        {%- set known = "'" ~ values | join("', '") ~ "'" -%}
        {%- do found.append(('codes', column, column ~ ' not in (' ~ known ~ ')')) -%}
    {%- endfor -%}
    {%- for column in not_negative -%}
        {%- do found.append(('not_negative', column, column ~ ' < 0')) -%}
    {%- endfor -%}
    {%- for column in shares -%}
        {%- do found.append(('shares', column, column ~ ' not between 0 and 1')) -%}
    {%- endfor -%}
    {{ return(found) }}
{%- endmacro %}

{% macro repeated_rows(model, rule, columns) -%}
    {#- Several columns: null is a value like any other. One column: rows without it are left out. -#}
    {{ breach(rule, columns | join(', '), 'min(repeated_value)', 'coalesce(sum(times), 0)') }}
    from (
        select
            {%- for column in columns %}
            coalesce({{ as_printed(column) }}, 'null') {{ "|| ', ' ||" if not loop.last }}
            {%- endfor %} as repeated_value,
            count(*) as times
        from {{ model }}
        {%- if columns | length == 1 %}
        where {{ columns[0] }} is not null
        {%- endif %}
        group by {{ columns | join(', ') }}
        having count(*) > 1
    ) as repeated
{%- endmacro %}

{% macro dangling_rows(model, column, parents) -%}
    {#- Values that the parent does not have; of several parents, that none of them has. Names of
        parents are not written as ref(): dbt compiles each ref() in a YAML file like a model. -#}
    {{ breach('references', column, 'min(' ~ as_printed('child.' ~ column) ~ ')', 'count(*)') }}
    from {{ model }} as child
    where
        child.{{ column }} is not null
        {%- for one in ([parents] if parents is string else parents) %}
        {%- set name, field = one.split('.') %}
        and not exists (
            select 1 from {{ ref(name) }} as parent
            where parent.{{ field }} = child.{{ column }}
        )
        {%- endfor %}
{%- endmacro %}

{% macro breach(rule, columns, value, row_count) -%}
    select
        '{{ rule }}' as rule, '{{ columns }}' as column_name,
        {{ value }} as breaking_value, {{ row_count }} as row_count
{%- endmacro %}

{% macro as_printed(column) -%}
    cast({{ column }} as {{ dbt.type_string() }})
{%- endmacro %}

{% macro tell_breaches(results) -%}
    {#- At the end of a build: which rule and column a failed test was about, in the log. -#}
    {%- for result in results if result.status in ('fail', 'warn') and tells_breaches(result.node) -%}
        {%- for rule, column, value, row_count in run_query(result.node.compiled_code).rows -%}
            {%- set breaking = ' (' ~ value ~ ')' if value is not none else '' -%}
            {%- do exceptions.warn(
                result.node.name ~ ': ' ~ rule ~ ' ' ~ column ~ breaking ~ ' × ' ~ row_count
            ) -%}
        {%- endfor -%}
    {%- endfor -%}
{%- endmacro %}

{% macro tells_breaches(node) -%}
    {{ return(node.test_metadata is defined and node.test_metadata.name in ('rows_hold', 'evidence_holds')) }}
{%- endmacro %}
