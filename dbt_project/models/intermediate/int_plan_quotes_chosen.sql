{{ config(tags=['phase_2']) }}

with

findings as (

    select * from {{ ref('fct_findings') }}

),

documents as (

    select * from {{ ref('dim_documents') }}

),

locators as (

    {{ evidence_locators('findings', ['finding_key']) }}

),

chosen as (

    -- the first words of a plan that a finding points to
    select
        locators.finding_key,
        locators.document_id as plan_document_key,
        locators.quote as plan_quote,
        row_number() over (
            partition by locators.finding_key order by locators.locator_no
        ) as quote_rank
    from locators
    inner join documents on locators.document_id = documents.document_key
    where trim(locators.quote) <> ''

)

select
    finding_key,
    plan_document_key,
    plan_quote
from chosen
where quote_rank = 1
