{% macro check_columns() -%}
    {#- The uniform columns of every evidence table, in the order of its contract. -#}
    cast(check_id as {{ dbt.type_string() }}) as check_id,
    cast(subject_key as {{ dbt.type_string() }}) as subject_key,
    cast(document_key as {{ dbt.type_string() }}) as document_key,
    cast(plan_id as {{ dbt.type_string() }}) as plan_id,
    cast(subject_zh as {{ dbt.type_string() }}) as subject_zh,
    cast(subject_en as {{ dbt.type_string() }}) as subject_en,
    cast(org_code as {{ dbt.type_string() }}) as org_code,
    cast(period_code as {{ dbt.type_string() }}) as period_code,
    cast(expected as {{ dbt.type_string() }}) as expected,
    cast(observed as {{ dbt.type_string() }}) as observed,
    cast(difference as {{ quantity_type() }}) as difference,
    cast(tolerance as {{ quantity_type() }}) as tolerance,
    cast(is_evaluated as boolean) as is_evaluated,
    cast(skip_reason as {{ dbt.type_string() }}) as skip_reason,
    coalesce(cast(evidence as {{ dbt.type_string() }}), '[]') as evidence,
    coalesce(cast(detail as {{ dbt.type_string() }}), '{}') as detail
{%- endmacro %}

{% macro plain_number(expression) -%}
    {#- A decimal as people write it: 20, 0.5, -1; never 20.0000000000. -#}
    case
        when {{ expression }} = 0 then '0'
        else trim(trailing '.' from trim(trailing '0' from cast(
            cast({{ expression }} as {{ quantity_type() }}) as {{ dbt.type_string() }}
        )))
    end
{%- endmacro %}

{% macro numbered_subject_zh(row_no, name) -%}
    coalesce('第' || {{ row_no }} || '项 ', '') || {{ name }}
{%- endmacro %}

{% macro numbered_subject_en(row_no, name) -%}
    coalesce('no. ' || {{ row_no }} || ' ', '') || {{ name }}
{%- endmacro %}

{% macro first_names(names, at_most=5) -%}
    {#- A list of names for a sentence: the first few, and how many there are. -#}
    {{ joined_list(first_elements(names, at_most), '、') }}
    || case
        when {{ element_count(names) }} > {{ at_most }} then ' 等 ' || {{ element_count(names) }}
        else ''
    end
{%- endmacro %}

{% macro label_number(label) -%}
    {#- The number that an item's label prints: 3. -> 3, （十二） -> 12, ③ -> 3; null if it prints none. -#}
    coalesce(
        try_cast(nullif(regexp_extract({{ fold_text(label) }}, '[0-9]+', 0), '') as bigint),
        nullif(instr(
            '①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳', nullif(regexp_extract({{ label }}, '[①-⑳]', 0), '')
        ), 0),
        {{ chinese_number("regexp_extract(" ~ label ~ ", '[一二三四五六七八九十]+', 0)") }}
    )
{%- endmacro %}

{% macro chinese_number(expression) -%}
    {#- 一 to 九十九; null for anything else. -#}
    case
        when {{ matches(expression, '^[一二三四五六七八九]$') }}
            then instr('一二三四五六七八九', {{ expression }})
        when {{ matches(expression, '^[一二三四五六七八九]?十[一二三四五六七八九]?$') }}
            then 10 * greatest(
                instr('一二三四五六七八九', split_part({{ expression }}, '十', 1))
                * cast(split_part({{ expression }}, '十', 1) <> '' as integer),
                cast(split_part({{ expression }}, '十', 1) = '' as integer)
            )
            + instr('一二三四五六七八九', split_part({{ expression }}, '十', 2))
            * cast(split_part({{ expression }}, '十', 2) <> '' as integer)
    end
{%- endmacro %}

{% macro label_style(label) -%}
    {#- How a label prints its number; labels of one style are one series. -#}
    case
        when {{ matches(fold_text(label), '[(][0-9]+[)]') }} then '(1)'
        when {{ matches(fold_text(label), '[0-9]') }} then '1'
        when {{ matches(label, '[①-⑳]') }} then '①'
        when {{ matches(fold_text(label), '[(][一二三四五六七八九十]+[)]') }} then '(一)'
        when {{ matches(label, '[一二三四五六七八九十]') }} then '一'
    end
{%- endmacro %}

{% macro latest_document_per_subject(relation) -%}
    {#- A plan may have landed in several forms (a page and its workbook): one subject, several
        documents. The document received last speaks for it; a finding has one subject. -#}
    select *
    from (
        select
            *,
            row_number() over (
                partition by subject_key order by received_at desc, document_key desc
            ) as recency_no
        from {{ relation }}
    ) as ranked
    where recency_no = 1
{%- endmacro %}
