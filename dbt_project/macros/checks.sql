{% macro check_columns() -%}
    {#- The uniform columns of every evidence table, in the order of its contract. -#}
    cast(check_id as varchar) as check_id,
    cast(subject_key as varchar) as subject_key,
    cast(document_key as varchar) as document_key,
    cast(plan_id as varchar) as plan_id,
    cast(subject_zh as varchar) as subject_zh,
    cast(subject_en as varchar) as subject_en,
    cast(org_code as varchar) as org_code,
    cast(period_code as varchar) as period_code,
    cast(expected as varchar) as expected,
    cast(observed as varchar) as observed,
    cast(difference as {{ quantity_type() }}) as difference,
    cast(tolerance as {{ quantity_type() }}) as tolerance,
    cast(is_evaluated as boolean) as is_evaluated,
    cast(skip_reason as varchar) as skip_reason,
    coalesce(cast(evidence as varchar), '[]') as evidence,
    coalesce(cast(detail as varchar), '{}') as detail
{%- endmacro %}

{% macro plain_number(expression) -%}
    {#- A decimal as people write it: 20, 0.5, -1; never 20.0000000000. -#}
    rtrim(rtrim(cast(cast({{ expression }} as {{ quantity_type() }}) as varchar), '0'), '.')
{%- endmacro %}

{% macro numbered_subject_zh(row_no, name) -%}
    coalesce('第' || {{ row_no }} || '项 ', '') || {{ name }}
{%- endmacro %}

{% macro numbered_subject_en(row_no, name) -%}
    coalesce('no. ' || {{ row_no }} || ' ', '') || {{ name }}
{%- endmacro %}

{% macro first_names(names, at_most=5) -%}
    {#- A list of names for a sentence: the first few, and how many there are. -#}
    array_to_string({{ names }}[1:{{ at_most }}], '、')
    || case when len({{ names }}) > {{ at_most }} then ' 等 ' || len({{ names }}) else '' end
{%- endmacro %}

{% macro label_number(label) -%}
    {#- The number that an item's label prints: 3. -> 3, （十二） -> 12, ③ -> 3; null if it prints none. -#}
    coalesce(
        try_cast(nullif(regexp_extract({{ fold_text(label) }}, '[0-9]+'), '') as bigint),
        case
            when regexp_matches({{ label }}, '[①-⑳]')
                then unicode(regexp_extract({{ label }}, '[①-⑳]')) - unicode('①') + 1
        end,
        {{ chinese_number("regexp_extract(" ~ label ~ ", '[一二三四五六七八九十]+')") }}
    )
{%- endmacro %}

{% macro chinese_number(expression) -%}
    {#- 一 to 九十九; null for anything else. -#}
    case
        when regexp_full_match({{ expression }}, '[一二三四五六七八九]')
            then strpos('一二三四五六七八九', {{ expression }})
        when regexp_full_match({{ expression }}, '[一二三四五六七八九]?十[一二三四五六七八九]?')
            then 10 * greatest(
                strpos('一二三四五六七八九', split_part({{ expression }}, '十', 1))
                * cast(split_part({{ expression }}, '十', 1) <> '' as integer),
                cast(split_part({{ expression }}, '十', 1) = '' as integer)
            )
            + strpos('一二三四五六七八九', split_part({{ expression }}, '十', 2))
            * cast(split_part({{ expression }}, '十', 2) <> '' as integer)
    end
{%- endmacro %}

{% macro label_style(label) -%}
    {#- How a label prints its number; labels of one style are one series. -#}
    case
        when regexp_matches({{ fold_text(label) }}, '\\([0-9]+\\)') then '(1)'
        when regexp_matches({{ fold_text(label) }}, '[0-9]') then '1'
        when regexp_matches({{ label }}, '[①-⑳]') then '①'
        when regexp_matches({{ fold_text(label) }}, '\\([一二三四五六七八九十]+\\)') then '(一)'
        when regexp_matches({{ label }}, '[一二三四五六七八九十]') then '一'
    end
{%- endmacro %}

{% macro latest_document_per_subject(relation) -%}
    {#- A plan may have landed in several forms (a page and its workbook): one subject, several
        documents. The document received last speaks for it; a finding has one subject. -#}
    select *
    from {{ relation }}
    qualify row_number() over (
        partition by subject_key order by received_at desc, document_key desc
    ) = 1
{%- endmacro %}
