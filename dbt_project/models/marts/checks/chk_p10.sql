{%- set nested_number = '其中[^0-9]{0,20}?([0-9]+([.][0-9]+)?)([^0-9,，。；;、)）]?)' -%}
with

statements as (

    select
        printed.*,
        units.dimension,
        {{ evidence_start('printed.evidence') }} as start_place,
        cast(nullif(regexp_extract(printed.evidence, '"end": ?([0-9]+)', 1), '') as bigint)
            as end_place
    from {{ ref('fct_target_statements') }} as printed
    left join {{ ref('units') }} as units on printed.unit_code = units.unit_code
    where printed.measure = 'target' and printed.target_value is not null

),

prose as (

    select * from statements
    where stated_in = 'prose' and start_place is not null and not is_copy

),

lead_ins as (

    -- the words from the last 其中 of the sentence on
    select
        windows.*,
        regexp_extract(windows.window_text, {{ pattern('其中[^。；;！!\\n]*$') }}, 0) as lead_in
    from (
        select
            prose.*,
            greatest(prose.start_place - 80, 0) as window_start,
            substr(
                texts.text, greatest(prose.start_place - 80, 0) + 1, least(prose.start_place, 80)
            ) as window_text
        from prose
        inner join {{ ref('stg_plan__texts') }} as texts on prose.document_key = texts.document_key
    ) as windows

),

nested as (

    select
        *,
        start_place - length(lead_in) as nested_from
    from lead_ins
    where lead_in <> ''

),

cells as (

    select
        *,
        {{ matches(fold_text('indicator_name'), '^(其中|#)') }} as is_part
    from statements
    where stated_in = 'table' and state in ('value', 'all_orgs')

),

pairs as (

    -- the number that ends right before those words is the whole
    select
        parts.statement_key as part_key,
        max_by(wholes.statement_key, wholes.end_place) as whole_key
    from nested as parts
    inner join prose as wholes
        on
            parts.document_key = wholes.document_key
            and parts.nested_from >= wholes.end_place
            and parts.window_start <= wholes.end_place
            and parts.nested_from - wholes.end_place <= 20
    where not {{ matches(
        "substr(parts.window_text, cast(wholes.end_place - parts.window_start as integer) + 1,"
        " cast(parts.nested_from - wholes.end_place as integer))",
        '[。；;！!\\n]'
    ) }}
    group by parts.statement_key
    union all
    -- a row 其中… of a table: the row above it that is none, in the same column
    select
        parts.statement_key as part_key,
        max_by(wholes.statement_key, wholes.row_no) as whole_key
    from cells as parts
    inner join cells as wholes
        on
            parts.document_key = wholes.document_key
            and parts.part_no = wholes.part_no
            and parts.table_no = wholes.table_no
            and parts.col_no = wholes.col_no
            and parts.org_name = wholes.org_name
            and coalesce(parts.action_name, '') = coalesce(wholes.action_name, '')
            and parts.row_no > wholes.row_no
    where parts.is_part and not wholes.is_part
    group by parts.statement_key

),

said as (

    select
        wholes.statement_key as whole_key,
        wholes.document_key,
        wholes.plan_id,
        wholes.org_code,
        wholes.org_name,
        wholes.period_code,
        wholes.stated_in,
        wholes.row_no,
        wholes.unit_name,
        wholes.dimension,
        wholes.received_at,
        wholes.indicator_name as whole_name,
        parts.indicator_name as part_name,
        wholes.raw as whole_raw,
        parts.raw as part_raw,
        parts.section,
        parts.start_place,
        coalesce(wholes.base_unit_code, wholes.unit_name, '') as whole_unit,
        coalesce(parts.base_unit_code, parts.unit_name, '') as part_unit,
        coalesce(parts.change, wholes.change) as change_said,
        coalesce(wholes.comparator, '=') as whole_comparator,
        coalesce(wholes.base_value, wholes.target_value) as whole_value,
        coalesce(parts.base_value, parts.target_value) as part_value,
        {{ joined_evidence(['wholes.evidence', 'parts.evidence']) }} as evidence
    from pairs
    inner join statements as parts on pairs.part_key = parts.statement_key
    inner join statements as wholes on pairs.whole_key = wholes.statement_key
    union all
    -- a cell that nests a number: 15家(其中省级10家)
    select
        statement_key as whole_key,
        document_key,
        plan_id,
        org_code,
        org_name,
        period_code,
        stated_in,
        row_no,
        unit_name,
        dimension,
        received_at,
        indicator_name as whole_name,
        '其中' as part_name,
        raw as whole_raw,
        raw as part_raw,
        section,
        start_place,
        coalesce(base_unit_code, unit_name, '') as whole_unit,
        case regexp_extract({{ fold_text('raw') }}, '{{ nested_number }}', 3)
            when '%' then 'percent'
            when '万' then 'multiplied'
            when '亿' then 'multiplied'
            else coalesce(base_unit_code, unit_name, '')
        end as part_unit,
        change as change_said,
        coalesce(comparator, '=') as whole_comparator,
        target_value as whole_value,
        cast(
            nullif(regexp_extract({{ fold_text('raw') }}, '{{ nested_number }}', 1), '')
            as {{ quantity_type() }}
        ) as part_value,
        evidence
    from cells
    where {{ matches(fold_text('raw'), nested_number) }}

),

judged as (

    select
        *,
        case
            when change_said is not null then 'change'
            when whole_unit <> part_unit then 'other_unit'
            when dimension in ('ratio', 'score', 'rank') or left(dimension, 8) = 'duration'
                then 'rate'
            when whole_comparator in ('<=', '<', '~') then 'upper_bound_or_about'
        end as skip_reason
    from said

),

compared as (

    select
        'P10' as check_id,
        document_key,
        plan_id,
        org_code,
        period_code,
        skip_reason,
        evidence,
        received_at,
        start_place,
        whole_key,
        0 as tolerance,
        skip_reason is null as is_evaluated,
        {{ surrogate_key([
            'plan_id', normalised_name('whole_name'), normalised_name('part_name'),
            "coalesce(org_name, '')", "coalesce(period_code, '')",
            "coalesce(cast(row_no as string), section, '')",
        ]) }} as subject_key,
        {{ numbered_subject_zh('row_no', 'whole_name') }} || '：' || part_name as subject_zh,
        {{ numbered_subject_en('row_no', 'whole_name') }} || ': ' || part_name as subject_en,
        {{ plain_number('whole_value') }} as expected,
        {{ plain_number('part_value') }} as observed,
        part_value - whole_value as difference,
        {{ json_record([
            ['stated_in', 'stated_in'],
            ['org', 'org_name'],
            ['unit', 'unit_name'],
            ['whole_raw', 'whole_raw'],
            ['part_raw', 'part_raw'],
            ['section', 'section'],
        ]) }} as detail
    from judged

),

latest as (

    select *
    from (
        select
            *,
            row_number() over (
                partition by subject_key
                order by
                    received_at desc, document_key desc, start_place asc, whole_key asc
            ) as recency_no
        from compared
    ) as ranked
    where recency_no = 1

)

select {{ check_columns() }} from latest
