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


{% macro check_parameter(check_id, name) -%}
    {#- A threshold of the reviewed seed check_parameters. -#}
    (
        select parameter_value from {{ ref('check_parameters') }}
        where check_id = '{{ check_id }}' and parameter_name = '{{ name }}'
    )
{%- endmacro %}

{% macro value_cell(evidence) -%}
    {#- Sheet and cell of the first locator, which is that of the figure itself. -#}
    concat_ws(
        '!',
        {{ json_first(evidence, 'sheet') }},
        {{ json_first(evidence, 'cell') }}
    )
{%- endmacro %}

{% macro joined_evidence(evidences) -%}
    {#- The locators of several lists as one JSON array; a null is an empty list. -#}
    '[' || concat_ws(
        ', '
    {%- for one in evidences -%}
        , {{ bare_locators(one) }}
    {%- endfor -%}
    ) || ']'
{%- endmacro %}

{% macro median_of(expression) -%}
    {{ return(adapter.dispatch('median_of', 'planledger')(expression)) }}
{%- endmacro %}

{% macro duckdb__median_of(expression) -%}
    {#- Aggregate: the value in the middle, of an even number the lower one; never a mean, which
        would leave the type. -#}
    quantile_disc({{ expression }}, 0.5)
{%- endmacro %}

{% macro spark__median_of(expression) -%}
    percentile_disc(0.5) within group (order by {{ expression }})
{%- endmacro %}

{% macro given_explanation(expression) -%}
    {#- What was said about a figure; null where the cell says nothing. -#}
    case
        when length({{ normalised_name(expression) }}) > 1
            and {{ normalised_name(expression) }} not in (
                select words from {{ ref('empty_explanations') }}
            )
            then trim({{ expression }})
    end
{%- endmacro %}

{% macro named_values(relation) -%}
    {#- Reported figures with the words by which people know them. A join to unique keys: nothing
        is dropped and nothing fans out. -#}
    select
        reported.*,
        indicators.row_no,
        indicators.unit_name as plan_unit_name,
        indicators.unit_code as plan_unit_code,
        coalesce(orgs.org_name, reported.org_name, reported.org_code) as reporter_name,
        coalesce(orgs.org_name, reported.org_name, reported.org_code) || ' '
        || reported.period_code || ' '
        || {{ numbered_subject_zh(
            'indicators.row_no', 'coalesce(indicators.indicator_name, reported.indicator_name)'
        ) }} as subject_zh,
        coalesce(orgs.org_name, reported.org_name, reported.org_code) || ' '
        || reported.period_code || ' '
        || {{ numbered_subject_en(
            'indicators.row_no', 'coalesce(indicators.indicator_name, reported.indicator_name)'
        ) }} as subject_en,
        {{ value_cell('reported.evidence') }} as value_cell,
        {{ given_explanation('reported.explanation') }} as given_explanation
    from {{ relation }} as reported
    left join {{ ref('dim_indicators') }} as indicators
        on reported.indicator_key = indicators.indicator_key
    left join {{ ref('dim_org_units') }} as orgs on reported.org_code = orgs.org_code
{%- endmacro %}

{% macro year_targets(condition='true') -%}
    {#- What a plan asks of an organisation for a whole year: one row an indicator, organisation and
        year, with the words of the plan. What a table prints goes before prose. -#}
    select
        indicator_key,
        org_code,
        period_code as year_code,
        max(target_value) as target_value,
        min(reporting_duty) as reporting_duty,
        min(state) as state,
        max(comparator) as comparator,
        coalesce(max(case when stated_in = 'table' then evidence end), max(evidence)) as evidence
    from {{ ref('fct_targets') }}
    where org_code is not null and indicator_key is not null and {{ condition }}
    group by indicator_key, org_code, period_code
{%- endmacro %}
