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
    format,
    edition_no,
    year,
    is_superseded,
    is_synthetic,
    published_on,
    evidence,
    received_at
from documents
