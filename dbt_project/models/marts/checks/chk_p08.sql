with

statements as (

    select * from {{ ref('fct_target_statements') }}
    where measure = 'target' and target_value is not null and indicator_key is not null

),

indicators as (

    select * from {{ ref('dim_indicators') }}

),

unitless as (

    select indicators.indicator_key
    from indicators
    inner join {{ ref('unitless_words') }} as words
        on contains(indicators.indicator_name, words.word)
    group by indicators.indicator_key

),

printed as (

    -- A count of things is one kind of unit, whatever its measure word; the size of a change (%) is
    -- not in the unit of what changes.
    select
        statements.*,
        {{ fold_text('trim(statements.unit_name)') }} as printed_unit,
        case when units.dimension = 'count' then 'count' else units.base_unit_code end as unit_kind,
        coalesce({{ evidence_start('statements.evidence') }}, statements.row_no) as start_place
    from statements
    left join {{ ref('units') }} as units on statements.unit_code = units.unit_code

),

sides as (

    select
        indicator_key,
        min_by(
            document_key, concat(case when stated_in = 'table' then 1 else 2 end, document_key)
        ) as document_key,
        count(case when stated_in = 'table' then 1 end) as cell_count,
        count(case when stated_in = 'table' then printed_unit end) as cell_unit_count,
        max(case when target_value <> 0 then 1 else 0 end) as has_number,
        max(case when printed_unit is not null and unit_code is null then printed_unit end)
            as unknown_unit,
        count(distinct case when change is null then unit_kind end) as kind_count,
        count(distinct case when change is null then base_unit_code end) as base_count,
        min(case when stated_in = 'table' then printed_unit end) as table_unit,
        min(case when stated_in = 'prose' then printed_unit end) as prose_unit,
        concat_ws('、', min(printed_unit), nullif(max(printed_unit), min(printed_unit)))
            as all_units,
        {{ evidence_union(
            "case when is_total or stated_in = 'prose' then evidence end",
            'start_place, org_name'
        ) }} as evidence
    from printed
    group by indicator_key

),

named as (

    select
        sides.*,
        indicators.plan_id,
        indicators.row_no,
        indicators.indicator_name,
        unitless.indicator_key is not null as is_unitless
    from sides
    inner join indicators on sides.indicator_key = indicators.indicator_key
    left join unitless on sides.indicator_key = unitless.indicator_key

),

judged as (

    select
        *,
        case
            when kind_count > 1 then 'differs_in_kind'
            when cell_count > cell_unit_count and has_number = 1 and prose_unit is not null
                then 'lost_in_table'
            when cell_count > cell_unit_count and has_number = 1 then 'missing'
            when unknown_unit is not null then 'unknown'
            when base_count > 1 and cell_count > 0 then 'other_word'
            else 'equal'
        end as kind,
        case
            when is_unitless and all_units = '' then 'needs_no_unit'
            when all_units = '' and cell_count = 0 then 'text_without_unit'
            when all_units = '' and has_number = 0 then 'nought'
        end as skip_reason
    from named

),

said as (

    select
        *,
        case kind
            when 'differs_in_kind' then '同一指标用了不同性质的单位“' || all_units || '”'
            when 'lost_in_table' then '表中没有计量单位，正文写作“' || prose_unit || '”'
            when 'missing' then '有数值而没有计量单位'
            when 'unknown' then '单位“' || unknown_unit || '”不在单位表中，数值不能换算'
            when 'other_word' then '同一指标的单位写法不一：“' || all_units || '”'
        end as said_zh,
        case kind
            when 'differs_in_kind' then 'one indicator in units of different kinds: ' || all_units
            when 'lost_in_table' then 'no unit in the table, in the text it is ' || prose_unit
            when 'missing' then 'a number without any unit'
            when 'unknown' then 'the unit ' || unknown_unit || ' is not listed and not converted'
            when 'other_word' then 'one indicator in differing units: ' || all_units
        end as said_en
    from judged

),

compared as (

    select
        'P08' as check_id,
        document_key,
        plan_id,
        skip_reason,
        evidence,
        cast(null as {{ dbt.type_string() }}) as org_code,
        cast(null as {{ dbt.type_string() }}) as period_code,
        cast(null as {{ quantity_type() }}) as difference,
        cast(null as {{ quantity_type() }}) as tolerance,
        coalesce(prose_unit, table_unit) as expected,
        nullif(all_units, '') as observed,
        skip_reason is null as is_evaluated,
        indicator_key as subject_key,
        {{ numbered_subject_zh('row_no', 'indicator_name') }} as subject_zh,
        {{ numbered_subject_en('row_no', 'indicator_name') }} as subject_en,
        {{ json_record([
            ['kind', 'kind'],
            ['table_unit', 'table_unit'],
            ['prose_unit', 'prose_unit'],
            ['said_zh', 'said_zh'],
            ['said_en', 'said_en'],
        ]) }} as detail
    from said

)

select {{ check_columns() }} from compared
