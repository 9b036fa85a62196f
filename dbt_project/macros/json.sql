{% macro json_record(fields) -%}
    {{ return(adapter.dispatch('json_record', 'planledger')(fields)) }}
{%- endmacro %}

{% macro duckdb__json_record(fields) -%}
    {#- JSON text of one object: pairs of name and expression; a null stays as null. -#}
    cast(json_object(
    {%- for name, expression in fields %}
        '{{ name }}', {{ expression }}{{ ',' if not loop.last }}
    {%- endfor %}
    ) as varchar)
{%- endmacro %}

{% macro spark__json_record(fields) -%}
    to_json({{ record(fields) }}, map('ignoreNullFields', 'false'))
{%- endmacro %}

{% macro record(fields) -%}
    {{ return(adapter.dispatch('record', 'planledger')(fields)) }}
{%- endmacro %}

{% macro duckdb__record(fields) -%}
    {#- Several values in one: what a list of a JSON object holds. -#}
    struct_pack(
    {%- for name, expression in fields %}
        {{ name }} := {{ expression }}{{ ',' if not loop.last }}
    {%- endfor %}
    )
{%- endmacro %}

{% macro spark__record(fields) -%}
    named_struct(
    {%- for name, expression in fields %}
        '{{ name }}', {{ expression }}{{ ',' if not loop.last }}
    {%- endfor %}
    )
{%- endmacro %}

{% macro evidence_locators(relation, columns) -%}
    {{ return(adapter.dispatch('evidence_locators', 'planledger')(relation, columns)) }}
{%- endmacro %}

{% macro duckdb__evidence_locators(relation, columns) -%}
    {#- One row for every locator of a row's evidence, with its position from 1. -#}
    select
        {{ columns | join(', ') }},
        locator_no,
        struct_extract(locator, 'document_id') as document_id,
        struct_extract(locator, 'start') as span_start,
        struct_extract(locator, 'end') as span_end,
        struct_extract(locator, 'sheet') as sheet_name,
        struct_extract(locator, 'cell') as cell_name,
        struct_extract(locator, 'page') as page_no,
        struct_extract(locator, 'quote') as quote
    from (
        select
            {{ columns | join(', ') }},
            unnest(locators) as locator,
            generate_subscripts(locators, 1) as locator_no
        from (
            select
                {{ columns | join(', ') }},
                from_json(
                    cast(evidence as json),
                    '[{"document_id": "VARCHAR", "start": "BIGINT", "end": "BIGINT",
                       "sheet": "VARCHAR", "cell": "VARCHAR", "page": "BIGINT",
                       "quote": "VARCHAR"}]'
                ) as locators
            from {{ relation }}
        ) as listed
    ) as unnested
{%- endmacro %}

{% macro spark__evidence_locators(relation, columns) -%}
    select
        {{ columns | join(', ') }},
        place_from_zero + 1 as locator_no,
        locator.document_id as document_id,
        locator.`start` as span_start,
        locator.`end` as span_end,
        locator.sheet as sheet_name,
        locator.cell as cell_name,
        locator.page as page_no,
        locator.quote as quote
    from (
        select
            {{ columns | join(', ') }},
            posexplode(from_json(
                evidence,
                'array<struct<document_id: string, `start`: bigint, `end`: bigint, sheet: string,
                 cell: string, page: bigint, quote: string>>'
            )) as (place_from_zero, locator)
        from {{ relation }}
    ) as unnested
{%- endmacro %}

{% macro json_text(object, field) -%}
    {{ return(adapter.dispatch('json_text', 'planledger')(object, field)) }}
{%- endmacro %}

{% macro duckdb__json_text(object, field) -%}
    {#- A text field of a JSON object; null where it is missing or null. -#}
    ({{ object }} ->> '$.{{ field }}')
{%- endmacro %}

{% macro spark__json_text(object, field) -%}
    get_json_object({{ object }}, '$.{{ field }}')
{%- endmacro %}
