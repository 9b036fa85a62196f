{{ config(materialized='incremental', meta={'changed_by': 'report'}) }}

with

actuals as (

    select * from {{ ref('int_actuals_completed') }}
    where {{ changed('report') }}

),

printed as (

    select * from {{ ref('int_actuals_converted') }}
    where {{ changed('report') }}

),

org_versions as (

    select * from {{ ref('int_org_periods_versioned') }}

),

keyed as (

    -- no fan-out: one row a value, one version a code and period
    select
        actuals.*,
        printed.document_key,
        printed.org_name,
        printed.indicator_name,
        printed.indicator_match,
        printed.explanation,
        printed.reported_unit_name,
        printed.evidence,
        org_versions.org_unit_key
    from actuals
    inner join printed on actuals.actual_key = printed.actual_key
    left join org_versions
        on
            actuals.org_code = org_versions.org_code
            and actuals.period_code = org_versions.period_code

)

select
    actual_key,
    submission_key,
    delivery_id,
    document_key,
    indicator_key,
    plan_id,
    org_code,
    org_unit_key,
    period_code,
    source,
    series_name,
    org_name,
    indicator_name,
    indicator_match,
    basis,
    finality,
    explanation,
    reported_unit_name,
    unit_code,
    unit_name,
    additivity,
    direction,
    acceptance_state,
    source_rank,
    revision_no,
    is_latest,
    is_synthetic,
    reported_value,
    converted_value,
    year_to_date_value,
    period_value,
    actual_value,
    as_of_date,
    evidence,
    superseded_at,
    accepted_at as known_from,
    superseded_at as known_to,
    received_at
from keyed
