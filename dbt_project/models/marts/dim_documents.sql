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
    superseded_by,
    year,
    year_end,
    is_superseded,
    is_plan_of_record,
    is_synthetic,
    published_on,
    valid_from,
    valid_to,
    attachments,
    evidence,
    first_received_at as known_from,
    superseded_at as known_to,
    received_at
from documents
