with

targets as (

    select * from {{ ref('int_targets_resolved') }}

)

select
    target_key,
    plan_id,
    document_key,
    statement_key,
    indicator_key,
    org_code,
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
    is_total,
    target_value,
    base_value,
    evidence,
    received_at
from targets
