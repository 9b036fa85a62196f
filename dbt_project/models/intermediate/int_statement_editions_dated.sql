{#- A view: it is asked for the few statements that were ever adjusted. -#}
{{ config(materialized='view') }}

with

statements as (

    select * from {{ ref('int_statements_united') }}

),

documents as (

    select * from {{ ref('int_documents_editioned') }}

)

select
    statements.statement_key,
    case
        when documents.edition_no > 1
            then coalesce(documents.issued_on, cast(documents.first_received_at as date))
    end as reissued_on
from statements
inner join documents on statements.document_key = documents.document_key
