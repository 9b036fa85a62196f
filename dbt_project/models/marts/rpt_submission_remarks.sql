{{ config(tags=['phase_2']) }}

with

findings as (

    select * from {{ ref('fct_findings') }}

),

places as (

    select * from {{ ref('int_report_findings_located') }}

),

quotes as (

    select * from {{ ref('int_plan_quotes_chosen') }}

),

issues as (

    select * from {{ ref('fct_issues') }}

),

outcomes as (

    select * from {{ ref('fct_delivery_outcomes') }}
    where kind = 'progress' and step = 'extract'

),

stacked as (

    select
        'finding' as remark_source,
        places.delivery_id,
        findings.finding_key as source_key,
        findings.check_id as remark_code,
        findings.severity,
        findings.disposition,
        places.is_own,
        places.sheet_name,
        places.cell_name,
        cast(null as {{ dbt.type_string() }}) as place,
        findings.message_zh,
        findings.message_en,
        findings.expected,
        quotes.plan_quote,
        quotes.plan_document_key
    from places
    inner join findings on places.finding_key = findings.finding_key
    left join quotes on places.finding_key = quotes.finding_key
    union all
    select
        'issue' as remark_source, outcomes.delivery_id, issues.issue_key as source_key,
        issues.issue_code as remark_code, issues.severity, 'open' as disposition, true as is_own,
        {{ json_first('issues.evidence', 'sheet') }} as sheet_name,
        {{ json_first('issues.evidence', 'cell') }} as cell_name, issues.place, issues.message_zh,
        issues.message_en, null as expected, null as plan_quote, null as plan_document_key
    from issues
    inner join outcomes on issues.document_key = outcomes.document_key
    union all
    select
        'outcome' as remark_source, delivery_id, delivery_outcome_key as source_key,
        outcome_code as remark_code, 'critical' as severity, 'open' as disposition, true as is_own,
        null as sheet_name, null as cell_name, place, message_zh, message_en, null as expected,
        null as plan_quote, cast(null as {{ dbt.type_string() }}) as plan_document_key
    from outcomes
    where outcome = 'rejected'

)

select
    {{ surrogate_key(['outcomes.delivery_id', 'remark_source', 'source_key']) }} as remark_key,
    stacked.delivery_id,
    outcomes.document_key,
    outcomes.org_code as sender_org_code,
    stacked.remark_source,
    stacked.source_key,
    stacked.remark_code,
    stacked.severity,
    stacked.disposition,
    stacked.is_own,
    stacked.is_own and stacked.severity <> 'info' and stacked.disposition in ('open', 'reopened')
        as is_to_mend,
    stacked.sheet_name,
    stacked.cell_name,
    stacked.place,
    stacked.message_zh,
    stacked.message_en,
    stacked.expected,
    stacked.plan_quote,
    stacked.plan_document_key,
    outcomes.received_at
from stacked
inner join outcomes on stacked.delivery_id = outcomes.delivery_id
