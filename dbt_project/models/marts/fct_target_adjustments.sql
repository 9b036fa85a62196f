with

adjustments as (

    select * from {{ ref('int_target_adjustments_matched') }}

)

select
    adjustment_key,
    target_key,
    plan_id,
    org_code,
    period_code,
    indicator_name,
    comparator,
    unit_name,
    target_unit_name,
    case
        when refusal_reason is not null then refusal_reason
        when overtaken_on is not null then 'overtaken'
        when replaced_on is not null then 'replaced'
        else 'in_force'
    end as status,
    adjustment_no,
    new_value,
    adjusted_value,
    approval_document,
    approval_number,
    approved_on,
    effective_on,
    replaced_on,
    recorded_on,
    recorded_by,
    reason
from adjustments
