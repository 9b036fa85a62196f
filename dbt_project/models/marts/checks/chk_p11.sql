with

statements as (

    select * from {{ ref('int_statements_unrepeated') }}

),

indicators as (

    select * from {{ ref('dim_indicators') }}

),

table_rows as (

    select
        statements.document_key,
        statements.plan_id,
        statements.part_no,
        statements.table_no,
        statements.row_no,
        statements.indicator_key,
        max(statements.received_at) as received_at,
        count(*) as cell_count,
        count(*) filter (where statements.alignment = 'printed') as printed_count,
        count(*) filter (where statements.alignment = 'proven') as proven_count,
        count(*) filter (where statements.alignment = 'inferred') as inferred_count,
        count(*) filter (where statements.alignment = 'ambiguous') as ambiguous_count,
        {{ listed(
            'statements.org_name', ['statements.col_no'], "statements.alignment = 'ambiguous'"
        ) }} as ambiguous_orgs,
        {{ listed(
            record([['org', 'statements.org_name'], ['raw', 'statements.raw']]),
            ['statements.col_no'],
            "statements.alignment in ('ambiguous', 'inferred')",
        ) }} as uncertain_cells,
        {{ evidence_union(
            "case when statements.alignment = 'ambiguous' then statements.evidence end",
            'statements.col_no',
        ) }} as ambiguous_evidence,
        {{ evidence_union('statements.evidence', 'statements.col_no') }} as row_evidence
    from statements
    group by
        statements.document_key,
        statements.plan_id,
        statements.part_no,
        statements.table_no,
        statements.row_no,
        statements.indicator_key

),

compared as (

    select
        'P11' as check_id,
        table_rows.document_key,
        table_rows.plan_id,
        table_rows.received_at,
        cast(null as {{ dbt.type_string() }}) as org_code,
        cast(null as {{ dbt.type_string() }}) as period_code,
        '0' as expected,
        table_rows.ambiguous_count as observed,
        table_rows.ambiguous_count as difference,
        0 as tolerance,
        true as is_evaluated,
        cast(null as {{ dbt.type_string() }}) as skip_reason,
        {{ surrogate_key([
            'table_rows.plan_id', 'table_rows.part_no', 'table_rows.table_no',
            'table_rows.row_no', 'table_rows.indicator_key',
        ]) }} as subject_key,
        {{ numbered_subject_zh('table_rows.row_no', 'indicators.indicator_name') }} as subject_zh,
        {{ numbered_subject_en('table_rows.row_no', 'indicators.indicator_name') }} as subject_en,
        case
            when table_rows.ambiguous_count > 0 then table_rows.ambiguous_evidence
            else table_rows.row_evidence
        end as evidence,
        {{ json_record([
            ['row_no', 'table_rows.row_no'],
            ['cells', 'table_rows.cell_count'],
            ['printed', 'table_rows.printed_count'],
            ['proven', 'table_rows.proven_count'],
            ['inferred', 'table_rows.inferred_count'],
            ['ambiguous', 'table_rows.ambiguous_count'],
            ['ambiguous_orgs', 'table_rows.ambiguous_orgs'],
            ['uncertain_cells', 'table_rows.uncertain_cells'],
        ]) }} as detail
    from table_rows
    left join indicators
        on table_rows.indicator_key = indicators.indicator_key

),

latest as (

    {{ latest_document_per_subject('compared') }}

)

select
    {{ check_columns() }}
from latest
