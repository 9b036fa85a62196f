{{ config(materialized='incremental', meta={'changed_by': 'document'}) }}

{%- set block = 4096 -%}
{#- A text is cut into overlapping blocks once: finding the n-th code point of a long text for every
    locator would read the text from its beginning each time. Unit: code points. -#}
with

statements as (

    select * from {{ ref('fct_target_statements') }}
    where {{ changed('document') }}

),

targets as (

    select * from {{ ref('fct_targets') }}
    where {{ changed('document') }}

),

actuals as (

    select * from {{ ref('fct_actuals') }}
    where {{ changed('document') }}

),

tasks as (

    select * from {{ ref('fct_tasks') }}
    where {{ changed('document') }}

),

progress_items as (

    select * from {{ ref('fct_progress_items') }}
    where {{ changed('document') }}

),

documents as (

    select * from {{ ref('dim_documents') }}

),

texts as (

    -- nothing but quotes is read from the canonical text
    select
        document_key as document_id,
        text
    from {{ ref('stg_plan__texts') }}

),

mart_values as (

    select
        'fct_target_statements' as mart,
        document_key,
        statement_key as row_key,
        evidence
    from statements

    union all

    select
        'fct_targets' as mart,
        document_key,
        target_key as row_key,
        evidence
    from targets

    union all

    select
        'fct_tasks' as mart,
        document_key,
        task_key as row_key,
        evidence
    from tasks

    union all

    select
        'fct_progress_items' as mart,
        document_key,
        progress_item_key as row_key,
        evidence
    from progress_items

    union all

    select
        'fct_actuals' as mart,
        document_key,
        actual_key as row_key,
        evidence
    from actuals
    where reported_value is not null

),

locators as (

    {{ evidence_locators('mart_values', ['mart', 'document_key', 'row_key']) }}

),

numbered_texts as (

    {{ counted_from_zero(
        'texts', ['document_id', 'text'], whole_division('length(text)', block), 'block_no'
    ) }}

),

blocks as (

    select
        document_id,
        block_no,
        substr(text, block_no * {{ block }} + 1, 2 * {{ block }}) as block_text
    from numbered_texts

),

spans as (

    select
        document_id,
        span_start,
        span_end,
        {{ whole_division('span_start', block) }} as block_no
    from locators
    where span_start is not null and span_end is not null
    group by document_id, span_start, span_end

),

sliced as (

    select
        spans.document_id,
        spans.span_start,
        spans.span_end,
        case
            when spans.span_end < spans.span_start then null
            when spans.span_end - spans.block_no * {{ block }} <= 2 * {{ block }}
                then substr(
                        blocks.block_text,
                        spans.span_start - spans.block_no * {{ block }} + 1,
                        spans.span_end - spans.span_start
                    )
            else substr(texts.text, spans.span_start + 1, spans.span_end - spans.span_start)
        end as printed
    from spans
    inner join texts
        on spans.document_id = texts.document_id
    left join blocks
        on
            spans.document_id = blocks.document_id
            and spans.block_no = blocks.block_no

),

judged_locators as (

    select
        locators.mart,
        locators.document_key,
        locators.row_key,
        case
            when locators.document_id is null or locators.quote is null then 'without_place'
            when locators.span_start is null and coalesce(locators.cell_name, '') <> '' then null
            when locators.span_start is null and locators.page_no is not null then null
            when locators.span_start is null or locators.span_end is null then 'without_place'
            when texts.document_id is null then 'without_text'
            when coalesce(sliced.printed <> locators.quote, true) then 'quote_differs'
        end as fault
    from locators
    left join texts
        on locators.document_id = texts.document_id
    left join sliced
        on
            locators.document_id = sliced.document_id
            and locators.span_start = sliced.span_start
            and locators.span_end = sliced.span_end

),

located as (

    select
        mart,
        row_key,
        min(fault) as fault
    from judged_locators
    group by mart, row_key

),

judged as (

    select
        mart_values.*,
        case
            when located.row_key is null then 'without_evidence'
            else located.fault
        end as fault
    from mart_values
    left join located
        on
            mart_values.mart = located.mart
            and mart_values.row_key = located.row_key

),

counted as (

    select
        mart,
        document_key,
        count(*) as value_count,
        count(*) filter (where fault is null) as sound_count,
        count(*) filter (where fault = 'without_evidence') as without_evidence,
        count(*) filter (where fault = 'without_text') as without_text,
        count(*) filter (where fault = 'quote_differs') as quote_differs,
        count(*) filter (where fault = 'without_place') as without_place,
        {{ first_elements(listed('row_key', ['row_key'], 'fault is not null'), 20) }} as faulty_keys
    from judged
    group by mart, document_key

),

compared as (

    select
        'I02' as check_id,
        counted.document_key,
        documents.plan_id,
        cast(null as {{ dbt.type_string() }}) as org_code,
        cast(null as {{ dbt.type_string() }}) as period_code,
        counted.value_count as expected,
        counted.sound_count as observed,
        counted.sound_count - counted.value_count as difference,
        0 as tolerance,
        true as is_evaluated,
        cast(null as {{ dbt.type_string() }}) as skip_reason,
        '[]' as evidence,
        {{ surrogate_key(['counted.mart', 'counted.document_key']) }} as subject_key,
        counted.mart || ' ' || coalesce(documents.title, counted.document_key, '') as subject_zh,
        counted.mart || ' ' || coalesce(documents.title, counted.document_key, '') as subject_en,
        {{ json_record([
            ['mart', 'counted.mart'],
            ['without_evidence', 'counted.without_evidence'],
            ['without_text', 'counted.without_text'],
            ['quote_differs', 'counted.quote_differs'],
            ['without_place', 'counted.without_place'],
            ['faulty_keys', 'counted.faulty_keys'],
        ]) }} as detail
    from counted
    left join documents
        on counted.document_key = documents.document_key

)

select
    {{ check_columns() }}
from compared
