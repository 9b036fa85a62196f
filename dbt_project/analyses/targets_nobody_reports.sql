-- 哪些目标没有任何单位报送？
with

targets as (

    select * from {{ ref('fct_targets') }}
    where target_value is not null and reporting_duty in ('own', 'joint')

),

actuals as (

    select * from {{ ref('fct_actuals') }}

),

indicators as (

    select * from {{ ref('dim_indicators') }}

),

documents as (

    select * from {{ ref('dim_documents') }}

),

reported as (

    select
        indicator_key,
        count(*) as report_count
    from actuals
    where indicator_key is not null
    group by indicator_key

),

silent as (

    select
        targets.plan_id,
        targets.indicator_key,
        targets.period_code,
        min(targets.document_key) as document_key,
        count(*) as target_count
    from targets
    left join reported on targets.indicator_key = reported.indicator_key
    where reported.indicator_key is null
    group by targets.plan_id, targets.indicator_key, targets.period_code

)

select
    documents.title,
    silent.period_code,
    indicators.row_no,
    indicators.indicator_name,
    indicators.unit_name,
    silent.target_count
from silent
inner join indicators on silent.indicator_key = indicators.indicator_key
left join documents on silent.document_key = documents.document_key
order by documents.title asc, silent.period_code asc, indicators.row_no asc
