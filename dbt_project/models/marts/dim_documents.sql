with

documents as (

    select * from {{ ref('int_documents_editioned') }}

)

select
    document_key,
    container_key,
    plan_id,
    title,
    issuer,
    document_number,
    index_number,
    kind,
    standing,
    format,
    edition_no,
    year,
    year_end,
    is_superseded,
    is_synthetic,
    published_on,
    attachments,
    evidence,
    received_at
from documents
