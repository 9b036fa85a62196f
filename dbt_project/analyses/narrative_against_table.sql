-- 正文写的目标，哪些与表格不同，哪些在表格里找不到？
with

pairs as (

    select * from {{ ref('rpt_narrative_vs_table') }}
    where
        narrative_quote is not null
        and (relation is null or relation <> 'agree')

),

documents as (

    select * from {{ ref('dim_documents') }}

)

select
    documents.title,
    pairs.narrative_indicator,
    pairs.narrative_quote,
    pairs.narrative_comparator,
    pairs.narrative_value,
    pairs.narrative_unit_name,
    pairs.table_indicator,
    pairs.table_comparator,
    pairs.table_value,
    pairs.table_unit_name,
    pairs.status,
    pairs.reason
from pairs
left join documents on pairs.document_key = documents.document_key
order by documents.title asc, pairs.narrative_indicator asc, pairs.narrative_value asc
