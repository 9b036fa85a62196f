{% macro evidence_place(evidence) -%}
    {#- Where the first locator points: the start of a span, else sheet and cell; null if neither.
        Two statements with one place were printed by one cell. -#}
    coalesce(
        nullif(regexp_extract({{ evidence }}, '"start": ?([0-9]+)', 1), ''),
        nullif(regexp_extract({{ evidence }}, '("sheet": ?"[^"]*", ?"cell": ?"[^"]*")', 1), '')
    )
{%- endmacro %}

{% macro evidence_start(evidence) -%}
    {#- Where the first locator starts, in code points; null for a sheet without offsets. -#}
    cast(nullif(regexp_extract({{ evidence }}, '"start": ?([0-9]+)', 1), '') as bigint)
{%- endmacro %}

{% macro evidence_last_quote(evidence) -%}
    {#- The end of the last locator, from its quote on: what its cell printed, still as JSON. Null for
        a blank cell and for one with a quotation mark. -#}
    nullif(nullif(regexp_extract({{ evidence }}, '("quote": ?"[^"]*"[}])[]]$', 1), ''), '"quote":""}')
{%- endmacro %}

{% macro evidence_union(evidence, order_by) -%}
    {{ return(adapter.dispatch('evidence_union', 'planledger')(evidence, order_by)) }}
{%- endmacro %}

{% macro duckdb__evidence_union(evidence, order_by) -%}
    {#- Aggregate: the locators of several rows as one JSON array, in the order of some columns and,
        where those are alike, of the locators themselves. -#}
    '[' || coalesce(string_agg(
        {{ bare_locators(evidence) }}, ', '
        order by {{ order_by }}, {{ evidence }}
    ), '') || ']'
{%- endmacro %}

{% macro spark__evidence_union(evidence, order_by) -%}
    '[' || coalesce(listagg(
        {{ bare_locators(evidence) }}, ', '
    ) within group (order by {{ order_by }}, {{ evidence }}), '') || ']'
{%- endmacro %}

{% macro evidence_union_over(evidence, window) -%}
    {{ return(adapter.dispatch('evidence_union_over', 'planledger')(evidence, window)) }}
{%- endmacro %}

{% macro duckdb__evidence_union_over(evidence, window) -%}
    {#- The same over a window that has an order and holds all rows of its partition. DuckDB sorts
        on disk where memory ends; the aggregate above holds every locator in memory. -#}
    '[' || coalesce(string_agg({{ bare_locators(evidence) }}, ', ') over {{ window }}, '') || ']'
{%- endmacro %}

{% macro spark__evidence_union_over(evidence, window) -%}
    '[' || array_join(collect_list({{ bare_locators(evidence) }}) over {{ window }}, ', ') || ']'
{%- endmacro %}

{% macro bare_locators(evidence) -%}
    {#- The locators of one list without its brackets; null for an empty list. -#}
    nullif(substr(trim({{ evidence }}), 2, length(trim({{ evidence }})) - 2), '')
{%- endmacro %}

{% macro evidence_quote(evidence) -%}
    {#- What the first locator quotes, up to a quotation mark in it; null for a blank cell. -#}
    nullif(regexp_extract({{ evidence }}, {{ pattern('"quote": ?"([^"\\\\]*)') }}, 1), '')
{%- endmacro %}

{% macro json_first(list, field) -%}
    {#- A text field of the first object of a JSON list; null for an empty list. -#}
    nullif(regexp_extract({{ list }}, '^[^}]*"{{ field }}": ?"([^"]*)"', 1), '')
{%- endmacro %}
