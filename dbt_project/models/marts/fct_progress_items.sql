with

items as (

    select * from {{ ref('stg_plan__progress_items') }}

),

documents as (

    select * from {{ ref('int_documents_editioned') }}

),

numbered as (

    -- A printed number may be repeated by mistake; the second item is another one.
    select
        items.*,
        documents.plan_id,
        row_number() over (
            partition by
                items.document_key, items.part_no, items.table_no, items.project_no, items.item_seq
            order by {{ evidence_start('items.evidence') }}, items.item_text
        ) as occurrence_no
    from items
    left join documents on items.document_key = documents.document_key

),

keyed as (

    select
        *,
        {{ surrogate_key([
            'document_key', 'part_no', 'table_no', 'project_no', 'item_seq', 'occurrence_no',
        ]) }} as progress_item_key
    from numbered

)

select
    progress_item_key,
    document_key,
    plan_id,
    project_name,
    label,
    item_text,
    part_no,
    table_no,
    project_no,
    item_seq,
    evidence,
    received_at
from keyed
