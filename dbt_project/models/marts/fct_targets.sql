with

targets as (

    select * from {{ ref('int_targets_resolved') }}

),

documents as (

    select * from {{ ref('int_documents_editioned') }}

),

actions as (

    select * from {{ ref('int_actions_identified') }}

),

counts as (

    select * from {{ ref('int_target_statements_counted') }}

)

-- left joins to unique keys: nothing is dropped and nothing fans out
select
    targets.target_key,
    targets.plan_id,
    targets.document_key,
    targets.statement_key,
    targets.indicator_key,
    actions.action_key,
    targets.baseline_statement_key,
    targets.adjustment_key,
    targets.org_code,
    targets.period_code,
    targets.org_name,
    targets.stated_in,
    targets.comparator,
    targets.state,
    targets.change,
    targets.additivity,
    targets.time_additivity,
    targets.direction,
    targets.reporting_duty,
    targets.unit_code,
    targets.unit_name,
    targets.base_unit_code,
    targets.baseline_unit_name,
    targets.baseline_period_code,
    documents.edition_no,
    coalesce(counts.statement_count, 0) as statement_count,
    coalesce(counts.prose_statement_count, 0) as prose_statement_count,
    coalesce(counts.differing_statement_count, 0) as differing_statement_count,
    targets.is_total,
    targets.target_value,
    targets.target_value_max,
    targets.base_value,
    targets.baseline_value,
    targets.original_comparator,
    targets.original_value,
    targets.adjusted_value,
    targets.adjusted_on,
    documents.published_on,
    targets.evidence,
    targets.received_at
from targets
left join documents on targets.document_key = documents.document_key
left join actions on targets.statement_key = actions.statement_key
left join counts on targets.target_key = counts.target_key
