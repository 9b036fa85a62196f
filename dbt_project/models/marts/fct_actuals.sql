with

actuals as (

    select * from {{ ref('int_actuals_completed') }}

),

keyed as (

    select
        *,
        {{ surrogate_key(['delivery_id', 'period_code']) }} as submission_key
    from actuals

)

select
    actual_key,
    submission_key,
    delivery_id,
    document_key,
    indicator_key,
    plan_id,
    org_code,
    period_code,
    org_name,
    indicator_name,
    indicator_match,
    basis,
    explanation,
    reported_unit_name,
    unit_code,
    unit_name,
    additivity,
    direction,
    revision_no,
    is_latest,
    is_synthetic,
    reported_value,
    year_to_date_value,
    period_value,
    actual_value,
    as_of_date,
    evidence,
    received_at
from keyed
