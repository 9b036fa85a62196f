with

statements as (

    select * from {{ ref('int_statements_unrepeated') }}

),

texts as (

    -- the canonical text itself: the label is quoted from where it stands
    select
        document_key,
        text
    from {{ ref('stg_plan__texts') }}

),

deliveries as (

    select * from {{ ref('stg_landing__outcomes') }}

),

documents_with_rejects as (

    select document_key
    from deliveries
    where step = 'extract' and records_rejected > 0
    group by document_key

),

documents as (

    select * from {{ ref('dim_documents') }}
    where not is_superseded

),

text_counts as (

    select
        counts.*,
        documents.plan_id,
        row_number() over (
            partition by counts.document_key, counts.noun, counts.listed_as = 'annexes'
            order by counts.count_no
        ) as occurrence_no
    from {{ ref('stg_plan__declared_counts') }} as counts
    inner join documents
        on counts.document_key = documents.document_key

),

table_rows as (

    -- A row number may be printed twice: what tells rows apart is the number and the indicator.
    select
        statements.document_key,
        statements.plan_id,
        statements.part_no,
        statements.action_name,
        statements.row_no,
        statements.indicator_key,
        max(statements.received_at) as received_at,
        min({{ evidence_start('statements.evidence') }}) as row_start,
        min(statements.table_no) as table_no,
        max(statements.action_declared_items) as declared_items,
        min_by(statements.evidence, statements.col_no) as evidence
    from statements
    where statements.action_name is not null
    group by
        statements.document_key,
        statements.plan_id,
        statements.part_no,
        statements.action_name,
        statements.row_no,
        statements.indicator_key

),

action_groups as (

    select
        document_key,
        plan_id,
        part_no,
        action_name,
        max(received_at) as received_at,
        min_by(declared_items, table_no * 1000000 + row_no) as declared_items,
        count(*) as row_count,
        min(row_no) as first_row_no,
        max(row_no) as last_row_no,
        count(distinct row_no) as number_count,
        min(row_start) as first_start,
        {{ listed('row_no', ['table_no', 'row_no']) }} as row_numbers,
        {{ evidence_union('evidence', 'table_no, row_no') }} as row_evidence
    from table_rows
    group by document_key, plan_id, part_no, action_name

),

whole_tables as (

    -- all groups of a part together, where each of them declares its count
    select
        document_key,
        part_no,
        sum(declared_items) as declared_items,
        sum(row_count) as row_count
    from action_groups
    group by document_key, part_no
    having count(*) = count(declared_items) and count(*) > 1

),

windows as (

    -- the label stands before the first cell of its first row, not far from it
    select
        action_groups.*,
        documents_with_rejects.document_key is not null as has_rejects,
        case
            when
                action_groups.declared_items <> action_groups.row_count
                and whole_tables.declared_items <> whole_tables.row_count
                then whole_tables.declared_items
        end as whole_declared,
        whole_tables.row_count as whole_found,
        greatest(action_groups.first_start - 400, 0) as window_start,
        substr(
            texts.text,
            greatest(action_groups.first_start - 400, 0) + 1,
            least(action_groups.first_start, 400)
        ) as window_text
    from action_groups
    left join texts
        on action_groups.document_key = texts.document_key
    left join documents_with_rejects
        on action_groups.document_key = documents_with_rejects.document_key
    left join whole_tables
        on
            action_groups.document_key = whole_tables.document_key
            and action_groups.part_no = whole_tables.part_no

),

labelled as (

    select
        *,
        {{ last_match(
            fold_text('window_text'),
            pattern('[(][^()]{0,4}') ~ ' || declared_items || '
            ~ pattern('\\s*[项个件条][^()]{0,4}[)]')
        ) }} as folded_label
    from windows

),

placed as (

    select
        *,
        length(folded_label) as label_length,
        window_start + length(window_text) + 1 - length(folded_label)
        - instr(reverse({{ fold_text('window_text') }}), reverse(folded_label)) as label_start
    from labelled

),

quoted as (

    select
        *,
        substr(window_text, label_start - window_start + 1, label_length) as printed_label,
        case
            when last_row_no - first_row_no + 1 = row_count and number_count = row_count
                then concat_ws('–', first_row_no, nullif(last_row_no, first_row_no))
            else {{ joined_list('row_numbers', '、') }}
        end as row_numbers_text,
        case
            when declared_items is null then 'no_declared_count'
            when has_rejects and row_count < declared_items then 'rows_were_rejected'
        end as skip_reason
    from placed

),

located as (

    select
        *,
        {{ json_record([
            ['document_id', 'document_key'],
            ['start', 'label_start'],
            ['end', 'label_start + label_length'],
            ['sheet', 'cast(null as string)'],
            ['cell', 'cast(null as string)'],
            ['page', 'cast(null as string)'],
            ['bbox', 'cast(null as string)'],
            ['quote', 'printed_label'],
        ]) }} as label_locator
    from quoted

),

compared as (

    select
        'P02' as check_id,
        document_key,
        plan_id,
        received_at,
        skip_reason,
        action_name as subject_zh,
        action_name as subject_en,
        declared_items as expected,
        row_count as observed,
        0 as tolerance,
        cast(null as {{ dbt.type_string() }}) as org_code,
        cast(null as {{ dbt.type_string() }}) as period_code,
        {{ surrogate_key(['plan_id', 'part_no', 'action_name']) }} as subject_key,
        case when skip_reason is null then row_count - declared_items end as difference,
        skip_reason is null as is_evaluated,
        case
            when printed_label is null then row_evidence
            else concat(
                    '[', label_locator, coalesce(', ' || nullif(substr(row_evidence, 2), ']'), ']')
                )
        end as evidence,
        {{ json_record([
            ['label', 'printed_label'],
            ['rows', 'row_numbers'],
            ['row_numbers', "'序号 ' || row_numbers_text || coalesce('；各组合计标明 '"
                ~ " || whole_declared || ' 项，实际 ' || whole_found || ' 项', '')"],
            ['row_numbers_en', "'numbers ' || row_numbers_text || coalesce("
                ~ "'; all groups together declare ' || whole_declared || ', list ' || whole_found, '')"],
        ]) }} as detail
    from located
    union all
    select
        'P02' as check_id,
        document_key,
        plan_id,
        received_at,
        coalesce(
            skip_reason,
            case when found_count <> declared_count and not is_certain then 'list_unclear' end
        ) as skip_reason,
        case
            when listed_as = 'annexes' then '附件清单' else '“' || quote || '”'
        end as subject_zh,
        case when listed_as = 'annexes' then 'list of annexes' else '“' || quote || '”' end
            as subject_en,
        declared_count as expected,
        found_count as observed,
        0 as tolerance,
        cast(null as {{ dbt.type_string() }}) as org_code,
        cast(null as {{ dbt.type_string() }}) as period_code,
        {{ surrogate_key(["plan_id", "'text'", 'listed_as', 'noun', 'occurrence_no']) }}
            as subject_key,
        case
            when skip_reason is null and (is_certain or found_count = declared_count)
                then found_count - declared_count
        end as difference,
        skip_reason is null and (is_certain or found_count = declared_count) as is_evaluated,
        evidence,
        {{ json_record([
            ['label', 'quote'],
            ['rows', 'item_names'],
            ['row_numbers', joined_list('item_names', '、')],
            ['row_numbers_en', joined_list('item_names', '; ')],
        ]) }} as detail
    from text_counts

),

latest as (

    {{ latest_document_per_subject('compared') }}

)

select
    {{ check_columns() }}
from latest
