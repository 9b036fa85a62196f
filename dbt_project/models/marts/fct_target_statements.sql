with

statements as (

    select * from {{ ref('int_statements_identified') }}

)

select
    statement_key,
    document_key,
    plan_id,
    indicator_key,
    org_code,
    period_code,
    org_name,
    indicator_name,
    action_name,
    measure,
    raw,
    state,
    comparator,
    change,
    unit_code,
    unit_name,
    alignment,
    alignment_basis,
    part_no,
    table_no,
    row_no,
    col_no,
    occurrence_no,
    action_declared_items,
    is_total,
    review_decision,
    reviewed_by,
    target_value,
    read_value,
    evidence,
    received_at
from statements
