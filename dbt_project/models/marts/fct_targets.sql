with

targets as (

    select * from {{ ref('int_targets_resolved') }}

),

documents as (

    select * from {{ ref('int_documents_editioned') }}

),

versions as (

    select * from {{ ref('int_target_versions_listed') }}
    where known_to is null

),

org_versions as (

    select * from {{ ref('int_org_periods_versioned') }}

),

placed as (

    -- no fan-out: one document, one open version a target, one version of a unit and period
    select
        targets.*,
        documents.standing,
        documents.edition_no,
        documents.is_plan_of_record,
        org_versions.org_unit_key,
        coalesce(versions.known_from, targets.received_at) as known_from,
        cast(null as timestamp) as known_to
    from targets
    inner join documents on targets.document_key = documents.document_key
    left join versions on targets.target_key = versions.target_key
    left join org_versions
        on
            targets.org_code = org_versions.org_code
            and targets.period_code = org_versions.period_code

)

select
    target_key,
    plan_id,
    document_key,
    statement_key,
    indicator_key,
    org_code,
    org_unit_key,
    period_code,
    org_name,
    comparator,
    state,
    change,
    additivity,
    direction,
    reporting_duty,
    unit_code,
    unit_name,
    base_unit_code,
    standing,
    edition_no,
    is_total,
    is_plan_of_record,
    target_value,
    base_value,
    evidence,
    known_from,
    known_to,
    received_at
from placed
