{#- No table: one model reads it. -#}
{{ config(materialized='ephemeral') }}

with

documents as (

    select * from {{ ref('stg_plan__documents') }}

),

texts as (

    select * from {{ ref('stg_plan__texts') }}

),

cells as (

    select * from {{ ref('stg_plan__cells') }}

),

receipts as (

    select * from {{ ref('int_document_receipts_dated') }}

),

states as (

    select * from {{ ref('int_plan_states_listed') }}

),

with_targets as (

    select
        document_key,
        count(*) as target_count
    from cells
    where measure = 'target'
    group by document_key

),

known as (

    -- Of a document that came more than once, the last receipt by then counts.
    select
        states.plan_id,
        states.known_from,
        states.known_to,
        receipts.document_key,
        min(receipts.received_at) as first_received_at,
        max(receipts.received_at) as received_at,
        case when count(*) > 1 then max(receipts.received_at) end as returned_at
    from states
    inner join receipts
        on states.plan_id = receipts.plan_id and states.known_from >= receipts.received_at
    group by states.plan_id, states.known_from, states.known_to, receipts.document_key

),

dated as (

    -- A copy without a date (a bare workbook) belongs to the issue that was known when it came.
    select
        known.*,
        documents.format,
        {{ normalised_name('documents.title') }} as title_match_name,
        coalesce(texts.text_fingerprint, documents.document_key) as text_fingerprint,
        with_targets.document_key is not null as has_targets,
        coalesce(
            documents.published_on,
            max(documents.published_on) over (
                partition by known.plan_id, known.known_from order by known.received_at
                range between unbounded preceding and current row
            ),
            min(documents.published_on) over (partition by known.plan_id, known.known_from)
        ) as issued_on
    from known
    inner join documents on known.document_key = documents.document_key
    left join texts on known.document_key = texts.document_key
    left join with_targets on known.document_key = with_targets.document_key

)

select * from dated
