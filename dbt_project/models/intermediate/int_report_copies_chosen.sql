{#- No table: one model reads it. -#}
{{ config(materialized='ephemeral') }}

with

documents as (

    select * from {{ ref('int_documents_editioned') }}
    where
        kind in ('progress_report', 'annual_summary', 'plan')
        and coalesce(standing, 'issued') <> 'draft'

),

heads as (

    -- Copies of one edition say the same thing: the first received says it.
    select
        document_key,
        delivery_id,
        plan_id,
        kind,
        edition_no,
        is_synthetic,
        row_number() over (
            partition by plan_id, edition_no order by first_received_at, document_key
        ) as copy_no
    from documents

)

select
    document_key,
    delivery_id,
    plan_id,
    kind,
    edition_no,
    is_synthetic
from heads
where copy_no = 1
