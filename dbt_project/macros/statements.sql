{% macro part_kind(parts, part_no) -%}
    {#- Kind of one part of a document, from the document's JSON list; null where no such part is. -#}
    nullif(regexp_extract(
        {{ parts }},
        concat('"part_no": ?', cast({{ part_no }} as {{ dbt.type_string() }}), ',[^}]*"kind": ?"([a-z_]*)"'),
        1
    ), '')
{%- endmacro %}

{% macro part_title(parts, part_no) -%}
    {#- Title of one part of a document, up to a quotation mark in it; null where no such part is. -#}
    nullif(regexp_extract(
        {{ parts }},
        concat('"part_no": ?', cast({{ part_no }} as {{ dbt.type_string() }}), ', ?"title": ?"([^"]*)"'),
        1
    ), '')
{%- endmacro %}

{% macro heading(section, above=0) -%}
    {#- One of the headings that are joined by /, without its number, counted from the innermost:
        (二) and 3. are no words. Null where there is none. -#}
    nullif(trim({{ regexp_replace_all(
        "regexp_extract(" ~ section ~ ", '([^/]*)" ~ "/[^/]*" * above ~ "$', 1)",
        '^[ (（]*([0-9]+|[一二三四五六七八九十]+)[)）、.．]+ *', ''
    ) }}), '')
{%- endmacro %}

{% macro group_name(name) -%}
    {#- A group's name for matching, without number and declared count: 兴企行动(18项) is 兴企行动. -#}
    {{ normalised_name(regexp_replace_all(
        "regexp_replace(" ~ fold_text(name) ~ ", '^[ (]*([0-9]+|[一二三四五六七八九十]+)[),、.]+ *', '')",
        '[(]共?[0-9]+[项个条件类][)]', ''
    )) }}
{%- endmacro %}

{% macro nearest_in_range(value, low, high) -%}
    {#- The number from low to high that lies nearest to a value; high is null for a single number. -#}
    case
        when {{ high }} is null or {{ value }} < {{ low }} then {{ low }}
        when {{ value }} > {{ high }} then {{ high }}
        else {{ value }}
    end
{%- endmacro %}

{% macro reported_subject(name, unit) -%}
    {#- What a reported value is about where no plan has it: its normalised name and its unit. -#}
    concat({{ name }}, '|', coalesce({{ unit }}, ''))
{%- endmacro %}
