{%- set printed_columns = [
    'target_key', 'statement_key', 'document_key', 'plan_id', 'indicator_key', 'match_name',
    'period_code', 'org_code', 'org_key', 'org_name', 'indicator_name', 'action_name', 'measure',
    'raw', 'change', 'unit_code', 'unit_name', 'base_unit_code', 'stated_in', 'alignment',
    'alignment_basis', 'printed_period', 'place', 'part_no', 'table_no', 'row_no', 'col_no',
    'occurrence_no', 'action_declared_items', 'is_total', 'is_superseded', 'first_col_no',
    'last_col_no', 'review_decision', 'reviewed_by', 'read_value', 'choice_no',
    'base_factor', 'evidence', 'received_at',
] -%}
with

printed as (

    select * from {{ ref('int_target_statements_ranked') }}
    where choice_no = 1

),

duties as (

    select * from {{ ref('int_statement_duties_assigned') }}

),

indicators as (

    select * from {{ ref('int_indicators_classified') }}

),

baselines as (

    select * from {{ ref('int_baselines_chosen') }}

),

documents as (

    select * from {{ ref('int_documents_editioned') }}

),

adjustments as (

    -- the last decision on a target, whose value is in force
    select * from {{ ref('int_target_adjustments_matched') }}
    where refusal_reason is null and replaced_on is null

),

resolved as (

    -- no fan-out: one duty a statement, one class an indicator, one baseline and one adjustment a
    -- target; a target of running text alone is reported by whom it names, else by the issuer
    select
        {% for column in printed_columns %}
            printed.{{ column }},
        {% endfor %}
        indicators.additivity,
        indicators.time_additivity,
        indicators.direction,
        baselines.baseline_statement_key,
        baselines.baseline_unit_code,
        baselines.baseline_unit_name,
        baselines.baseline_period_code,
        baselines.baseline_value,
        adjustments.adjustment_key,
        adjustments.effective_on as adjusted_on,
        adjustments.adjusted_value,
        printed.comparator as original_comparator,
        printed.target_value as original_value,
        case when adjustments.target_key is null then printed.state else 'value' end as state,
        case
            when adjustments.target_key is not null and duties.reporting_duty = 'none' then 'own'
            else coalesce(duties.reporting_duty, 'own')
        end as reporting_duty,
        coalesce(adjustments.comparator, printed.comparator) as comparator,
        coalesce(adjustments.adjusted_value, printed.target_value) as target_value,
        case when adjustments.target_key is null then printed.target_value_max end
            as target_value_max,
        documents.is_plan_of_record
    from printed
    inner join indicators on printed.indicator_key = indicators.subject_key
    inner join documents on printed.document_key = documents.document_key
    left join duties on printed.statement_key = duties.statement_key
    left join baselines
        on
            printed.plan_id = baselines.plan_id
            and printed.indicator_key = baselines.indicator_key
            and printed.org_key = baselines.org_key
    left join adjustments on printed.target_key = adjustments.target_key

)

select
    *,
    {{ in_other_unit('target_value', 'base_factor') }} as base_value
from resolved
