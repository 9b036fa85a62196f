with

targets as (

    select * from {{ ref('int_targets_resolved') }}

),

spans as (

    select * from {{ ref('int_target_spans_listed') }}
    where known_to is null

),

org_versions as (

    select * from {{ ref('int_org_periods_versioned') }}

),

documents as (

    select * from {{ ref('int_documents_editioned') }}

),

indicators as (

    select * from {{ ref('int_indicators_described') }}

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
    org_versions.org_unit_key,
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
    {{ own_completion_method('targets.') }} as completion_method,
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
    documents.is_plan_of_record,
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
    coalesce(spans.known_from, targets.received_at) as known_from,
    cast(null as timestamp) as known_to,
    targets.received_at
from targets
left join documents on targets.document_key = documents.document_key
left join indicators on targets.indicator_key = indicators.indicator_key
left join actions on indicators.statement_key = actions.statement_key
left join counts on targets.target_key = counts.target_key
left join spans on targets.target_key = spans.target_key
left join org_versions
    on targets.org_code = org_versions.org_code and targets.period_code = org_versions.period_code
