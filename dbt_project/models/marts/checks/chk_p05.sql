with

documents as (

    select * from {{ ref('dim_documents') }}
    where not is_superseded

),

statements as (

    select * from {{ ref('int_statements_unrepeated') }}

),

tasks as (

    select * from {{ ref('fct_tasks') }}

),

progress_items as (

    select * from {{ ref('fct_progress_items') }}

),

table_rows as (

    -- An inherited cell points to another row's characters: a row's own cells say where it stands.
    select
        document_key,
        'table_rows' as series_kind,
        concat_ws('|', part_no, table_no) as series_id,
        concat_ws('|', part_no) as chain_id,
        table_no as series_order,
        '指标表 ' || (table_no + 1) as series_zh,
        'indicator table ' || (table_no + 1) as series_en,
        row_no as number,
        coalesce(
            min({{ evidence_start('evidence') }}) filter (where state <> 'merged_inherit'),
            min({{ evidence_start('evidence') }})
        ) as printed_at,
        min_by(evidence, col_no) as evidence
    from statements
    group by document_key, part_no, table_no, row_no, indicator_key

),

task_rows as (

    select
        document_key,
        'tasks' as series_kind,
        concat_ws('|', part_no, table_no) as series_id,
        concat_ws('|', part_no) as chain_id,
        table_no as series_order,
        '任务清单' as series_zh,
        'task list' as series_en,
        row_no as number,
        {{ evidence_start('evidence') }} as printed_at,
        evidence
    from tasks

),

projects as (

    select
        document_key,
        'projects' as series_kind,
        concat_ws('|', part_no, table_no) as series_id,
        concat_ws('|', part_no) as chain_id,
        table_no as series_order,
        '项目' as series_zh,
        'projects' as series_en,
        project_no as number,
        min({{ evidence_start('evidence') }}) as printed_at,
        min_by(evidence, item_seq) as evidence
    from progress_items
    where project_no is not null
    group by document_key, part_no, table_no, project_no, project_name

),

items as (

    select
        document_key,
        part_no,
        table_no,
        project_no,
        project_name,
        item_seq,
        evidence,
        {{ label_number('label') }} as number,
        {{ label_style('label') }} as style
    from progress_items

),

styled_items as (

    select
        *,
        min_by(style, case when number is not null then item_seq end) over project as upper_style
    from items
    window project as (
        partition by document_key, part_no, table_no, project_no, project_name
    )

),

nested_items as (

    -- labels of a lower style start anew below each label of the upper style
    select
        *,
        case
            when style <> upper_style
                then count(case when style = upper_style then 1 end) over so_far
        end as upper_count
    from styled_items
    window so_far as (
        partition by document_key, part_no, table_no, project_no, project_name
        order by item_seq rows between unbounded preceding and current row
    )

),

item_rows as (

    select
        document_key,
        'items' as series_kind,
        concat_ws(
            '|', part_no, table_no, project_no, project_name, style, coalesce(upper_count, 0)
        ) as series_id,
        concat_ws(
            '|', part_no, table_no, project_no, project_name, style, coalesce(upper_count, 0)
        ) as chain_id,
        0 as series_order,
        {{ numbered_subject_zh('project_no', 'project_name') }} as series_zh,
        {{ numbered_subject_en('project_no', 'project_name') }} as series_en,
        number,
        item_seq as printed_at,
        evidence
    from nested_items
    where number is not null

),

unnumbered as (

    select
        document_key,
        {{ numbered_subject_zh('project_no', 'project_name') }} as series_zh,
        {{ numbered_subject_en('project_no', 'project_name') }} as series_en,
        concat_ws('|', part_no, table_no, project_no, project_name, '', 0) as series_id,
        min_by(evidence, item_seq) as evidence
    from items
    group by document_key, part_no, table_no, project_no, project_name
    having count(number) = 0

),

labels as (

    -- Labels of one style below one heading; the reader says which number goes on with which list.
    select
        *,
        count(*) over series as label_count,
        min_by(number, label_no) over series as first_number,
        min(series_no) over named as first_series_no
    from {{ ref('stg_plan__numbered_labels') }}
    window
        series as (partition by document_key, series_no),
        named as (partition by document_key, part_no, style, below)

),

named_labels as (

    -- Only headings of running text: what begins at 5 is part of another list.
    select
        *,
        concat_ws('|', part_no, style, below, series_no - first_series_no) as series_id,
        coalesce('“' || below || '”下的 ', '正文 ') || style as series_zh,
        coalesce('under “' || below || '” ', 'text ') || style as series_en,
        first_number = 1 or (
            first_number = 2 and label_count > 1 and below is not null
            and style in ('一、', '（一）')
        ) as is_evaluated
    from labels

),

label_rows as (

    select
        document_key,
        'headings' as series_kind,
        series_id,
        series_id as chain_id,
        0 as series_order,
        series_zh,
        series_en,
        number,
        label_no as printed_at,
        evidence
    from named_labels
    where is_evaluated

),

begun_elsewhere as (

    select
        document_key,
        series_zh,
        series_en,
        series_id,
        min_by(evidence, label_no) as evidence
    from named_labels
    where not is_evaluated
    group by document_key, series_zh, series_en, series_id

),

entries as (

    select * from table_rows
    union all
    select * from label_rows
    union all
    select * from task_rows
    union all
    select * from projects
    union all
    select * from item_rows

),

sequenced as (

    select
        *,
        row_number() over in_series as place_no,
        lag(number) over in_series as previous_number,
        lag(evidence) over in_series as previous_evidence
    from entries
    window in_series as (
        partition by document_key, series_kind, series_id
        order by printed_at nulls last, number
    )

),

series_ends as (

    select
        document_key,
        series_kind,
        series_id,
        chain_id,
        series_order,
        max_by(number, place_no) as last_number
    from sequenced
    group by document_key, series_kind, series_id, chain_id, series_order

),

chained as (

    -- a table may go on with the numbers of the table before it
    select
        *,
        lag(last_number) over (
            partition by document_key, series_kind, chain_id order by series_order
        ) as last_number_before
    from series_ends

),

judged as (

    select
        sequenced.*,
        case
            when
                sequenced.place_no = 1
                and sequenced.number in (1, coalesce(chained.last_number_before, 0) + 1)
                then null
            when sequenced.place_no = 1 then 'gap'
            when sequenced.number = sequenced.previous_number + 1 then null
            when sequenced.number = sequenced.previous_number then 'repeat'
            when sequenced.number > sequenced.previous_number then 'gap'
            else 'restart'
        end as break_kind
    from sequenced
    inner join chained
        on
            sequenced.document_key = chained.document_key
            and sequenced.series_kind = chained.series_kind
            and sequenced.series_id = chained.series_id

),

worded as (

    select
        *,
        case break_kind
            when 'gap'
                then coalesce(previous_number || ' 之后是 ' || number, '从 ' || number || ' 起')
                    || '，缺号'
            when 'repeat' then number || ' 重号'
            when 'restart' then previous_number || ' 之后重新从 ' || number || ' 起'
        end as break_zh,
        case break_kind
            when 'gap'
                then coalesce(number || ' follows ' || previous_number, 'starts at ' || number)
                    || ', gap'
            when 'repeat' then number || ' repeated'
            when 'restart' then 'restarts at ' || number || ' after ' || previous_number
        end as break_en,
        {{ record([
            ['kind', 'break_kind'], ['previous', 'previous_number'], ['printed', 'number']
        ]) }} as break_detail
    from judged

),

series as (

    select
        document_key,
        series_kind,
        series_id,
        min(series_zh) as series_zh,
        min(series_en) as series_en,
        count(break_kind) as break_count,
        case
            when max(case when place_no = 1 and break_kind is not null then 1 else 0 end) = 1 then 1
            else min_by(number, place_no)
        end as first_expected,
        max(number) as last_number,
        count(*) as number_count,
        {{ joined_list(listed('number', ['place_no']), '、') }} as numbers,
        {{ listed('break_zh', ['place_no'], 'break_kind is not null') }} as breaks_zh,
        {{ listed('break_en', ['place_no'], 'break_kind is not null') }} as breaks_en,
        {{ listed('break_detail', ['place_no'], 'break_kind is not null') }} as breaks,
        min_by(evidence, place_no) as first_evidence,
        {{ evidence_union("case when break_kind is not null then evidence end", 'place_no') }}
            as break_evidence
    from worded
    group by document_key, series_kind, series_id
),

bounded as (

    select
        *,
        greatest(last_number, first_expected + number_count - 1) as last_expected
    from series

),

described as (

    select
        document_key,
        series_kind,
        series_id,
        series_zh,
        series_en,
        cast(null as {{ dbt.type_string() }}) as skip_reason,
        numbers as observed,
        break_count as difference,
        nullif(concat_ws('–', first_expected, nullif(last_expected, first_expected)), '')
            as expected,
        case when break_count > 0 then break_evidence else first_evidence end as evidence,
        {{ json_record([
            ['series', 'series_kind'],
            ['breaks', 'breaks'],
            ['breaks_zh', "nullif(" ~ joined_list(first_elements('breaks_zh', 8), '；') ~ ", '')"],
            ['breaks_en', "nullif(" ~ joined_list(first_elements('breaks_en', 8), '; ') ~ ", '')"],
        ]) }} as detail
    from bounded
    union all
    select
        document_key,
        'items' as series_kind,
        series_id,
        series_zh,
        series_en,
        'unnumbered' as skip_reason,
        cast(null as {{ dbt.type_string() }}) as observed,
        cast(null as bigint) as difference,
        cast(null as {{ dbt.type_string() }}) as expected,
        evidence,
        '{"series":"items","breaks":[],"breaks_zh":null,"breaks_en":null}' as detail
    from unnumbered
    union all
    select
        document_key,
        'headings' as series_kind,
        series_id,
        series_zh,
        series_en,
        'begins_elsewhere' as skip_reason,
        cast(null as {{ dbt.type_string() }}) as observed,
        cast(null as bigint) as difference,
        cast(null as {{ dbt.type_string() }}) as expected,
        evidence,
        '{"series":"headings","breaks":[],"breaks_zh":null,"breaks_en":null}' as detail
    from begun_elsewhere

),

compared as (

    select
        'P05' as check_id,
        described.document_key,
        documents.plan_id,
        documents.received_at,
        described.skip_reason,
        described.series_zh as subject_zh,
        described.series_en as subject_en,
        described.expected,
        described.observed,
        described.difference,
        0 as tolerance,
        cast(null as {{ dbt.type_string() }}) as org_code,
        cast(null as {{ dbt.type_string() }}) as period_code,
        described.skip_reason is null as is_evaluated,
        described.evidence,
        described.detail,
        {{ surrogate_key(['documents.plan_id', 'described.series_kind', 'described.series_id']) }}
            as subject_key
    from described
    inner join documents
        on described.document_key = documents.document_key

),

latest as (

    {{ latest_document_per_subject('compared') }}

)

select
    {{ check_columns() }}
from latest
