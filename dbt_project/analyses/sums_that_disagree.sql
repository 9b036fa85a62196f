-- 哪些总数与各单位之和不一致？
with

sums as (

    select * from {{ ref('fct_reconciliations') }}
    where is_evaluated

),

indicators as (

    select * from {{ ref('dim_indicators') }}

),

documents as (

    select * from {{ ref('dim_documents') }}

)

select
    sums.scope,
    documents.title,
    sums.period_code,
    indicators.row_no,
    indicators.indicator_name,
    indicators.unit_name,
    sums.total_value,
    sums.parts_value,
    sums.difference,
    sums.tolerance
from sums
left join indicators on sums.indicator_key = indicators.indicator_key
left join documents on sums.document_key = documents.document_key
where
    abs(sums.difference) > sums.tolerance
    and (sums.difference < 0 or not sums.is_lower_bound)
order by sums.scope asc, sums.period_code asc, indicators.row_no asc
