with

statements as (

    select * from {{ ref('int_statements_united') }}

),

compared as (

    select * from {{ ref('int_target_statements_compared') }}

)

select
    statements.statement_key,
    compared.target_key,
    statements.document_key,
    statements.plan_id,
    statements.indicator_key,
    statements.org_code,
    statements.period_code,
    statements.org_name,
    statements.indicator_name,
    statements.action_name,
    statements.section,
    statements.stated_in,
    statements.resolution,
    statements.measure,
    statements.raw,
    statements.state,
    statements.comparator,
    statements.change,
    statements.unit_code,
    statements.unit_name,
    statements.base_unit_code,
    statements.alignment,
    statements.alignment_basis,
    statements.part_no,
    statements.table_no,
    statements.row_no,
    statements.col_no,
    statements.occurrence_no,
    statements.action_declared_items,
    statements.is_total,
    coalesce(compared.is_chosen, false) as is_chosen,
    coalesce(compared.is_copy, false) as is_copy,
    coalesce(compared.is_different, false) as is_different,
    compared.match_relation,
    statements.review_decision,
    statements.reviewed_by,
    statements.target_value,
    statements.target_value_max,
    statements.due_from,
    statements.due_date,
    statements.read_value,
    statements.base_value,
    compared.difference,
    compared.difference_unit_code,
    statements.evidence,
    statements.received_at
from statements
left join compared on statements.statement_key = compared.statement_key
