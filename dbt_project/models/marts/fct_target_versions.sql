with

versions as (

    select * from {{ ref('int_target_versions_listed') }}

),

statements as (

    select * from {{ ref('int_statements_identified') }}

),

documents as (

    select * from {{ ref('int_documents_editioned') }}

),

org_versions as (

    select * from {{ ref('int_org_periods_versioned') }}

),

joined as (

    -- no fan-out: one statement, one document, one version of a unit and period
    select
        versions.*,
        statements.plan_id,
        statements.document_key,
        statements.indicator_key,
        statements.org_code,
        statements.period_code,
        statements.org_name,
        statements.indicator_name,
        statements.comparator,
        statements.state,
        statements.change,
        statements.unit_code,
        statements.unit_name,
        statements.is_total,
        statements.target_value,
        statements.evidence,
        documents.standing,
        documents.issued_on,
        documents.valid_from,
        documents.valid_to,
        org_versions.org_unit_key,
        coalesce(documents.standing, 'issued') <> 'draft' as is_plan_of_record
    from versions
    inner join statements on versions.statement_key = statements.statement_key
    inner join documents on statements.document_key = documents.document_key
    left join org_versions
        on
            statements.org_code = org_versions.org_code
            and statements.period_code = org_versions.period_code

),

keyed as (

    select
        *,
        known_to is null and is_plan_of_record as is_current,
        {{ surrogate_key(['target_key', 'known_from']) }} as target_version_key
    from joined

)

select
    target_version_key,
    target_key,
    plan_id,
    document_key,
    statement_key,
    indicator_key,
    org_code,
    org_unit_key,
    period_code,
    org_name,
    indicator_name,
    comparator,
    state,
    change,
    unit_code,
    unit_name,
    standing,
    is_total,
    is_plan_of_record,
    is_current,
    target_value,
    valid_from,
    valid_to,
    evidence,
    known_from,
    known_to
from keyed
