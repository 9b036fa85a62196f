-- 这个目标出自哪份文件的哪一处？
with

targets as (

    select * from {{ ref('fct_targets') }}

),

statements as (

    select * from {{ ref('fct_target_statements') }}

),

documents as (

    select * from {{ ref('dim_documents') }}

)

select
    targets.org_name,
    statements.indicator_name,
    targets.comparator,
    targets.target_value,
    targets.unit_name,
    statements.raw as as_printed,
    {{ evidence_quote('statements.evidence') }} as quote,
    documents.title,
    documents.document_number,
    documents.published_on,
    statements.row_no,
    statements.alignment,
    statements.evidence
from targets
inner join statements on targets.statement_key = statements.statement_key
left join documents on statements.document_key = documents.document_key
order by documents.title asc, statements.row_no asc, statements.col_no asc
