with

spans as (

    select * from {{ ref('int_document_states_merged') }}

),

documents as (

    select * from {{ ref('int_documents_editioned') }}

),

joined as (

    -- no fan-out: documents are unique
    select
        spans.*,
        documents.standing,
        not spans.is_superseded and coalesce(documents.standing, 'issued') <> 'draft'
            as is_plan_of_record,
        {{ surrogate_key(['spans.document_key', 'spans.known_from']) }} as document_edition_key
    from spans
    inner join documents on spans.document_key = documents.document_key

)

select
    document_edition_key,
    document_key,
    plan_id,
    standing,
    edition_no,
    superseded_by,
    is_superseded,
    is_plan_of_record,
    known_from,
    known_to
from joined
