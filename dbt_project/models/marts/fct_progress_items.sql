with

items as (

    select * from {{ ref('stg_plan__progress_items') }}

),

submissions as (

    -- A report in prose is of one period; it is no document of a plan.
    select * from {{ ref('stg_progress__submissions') }}
    where form_code = 'narrative'

),

documents as (

    select * from {{ ref('int_documents_editioned') }}

),

numbered as (

    -- A printed number may be repeated by mistake; the second item is another one.
    select
        items.*,
        documents.plan_id,
        submissions.org_code,
        submissions.period_code,
        row_number() over (
            partition by
                items.document_key, items.part_no, items.table_no, items.project_no, items.item_seq
            order by {{ evidence_start('items.evidence') }}, items.item_text
        ) as occurrence_no
    from items
    left join documents on items.document_key = documents.document_key
    left join submissions on items.delivery_id = submissions.delivery_id

),

keyed as (

    select
        *,
        {{ surrogate_key([
            'document_key', 'part_no', 'table_no', 'project_no', 'item_seq', 'occurrence_no',
        ]) }} as progress_item_key,
        case
            when period_code is not null
                then {{ surrogate_key(['delivery_id', 'period_code']) }}
        end as submission_key
    from numbered

)

select
    progress_item_key,
    document_key,
    plan_id,
    delivery_id,
    submission_key,
    org_code,
    period_code,
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
