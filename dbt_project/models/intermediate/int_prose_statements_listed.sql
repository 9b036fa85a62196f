{#- No table: one model reads it. -#}
{{ config(materialized='ephemeral') }}

{%- set columns = [
    'statement_key', 'document_key', 'plan_id', 'indicator_key', 'match_name', 'org_code',
    'target_org_key', 'target_org_name', 'indicator_name', 'section', 'kind', 'quote', 'comparator',
    'change', 'unit_code', 'unit_name', 'part_no', 'occurrence_no', 'place', 'is_total',
    'is_superseded', 'quantity_value', 'quantity_value_max', 'due_from', 'due_date', 'evidence',
    'received_at',
] -%}
with

headings as (

    select * from {{ ref('int_prose_headings_chosen') }}

),

targets as (

    select * from {{ ref('int_prose_targets_identified') }}

),

milestones as (

    select * from {{ ref('int_prose_milestones_attached') }}

),

baselines as (

    select * from {{ ref('int_prose_baselines_attached') }}

),

listed as (

    select
        {{ columns | join(', ') }},
        target_period_code,
        resolution,
        match_relation
    from targets
    union all
    select
        {{ columns | join(', ') }},
        period_code as target_period_code,
        'baseline' as resolution,
        cast(null as {{ dbt.type_string() }}) as match_relation
    from baselines

)

select
    listed.statement_key,
    listed.document_key,
    listed.plan_id,
    coalesce(milestones.indicator_key, listed.indicator_key) as indicator_key,
    listed.match_name,
    coalesce(milestones.target_period_code, listed.target_period_code) as period_code,
    listed.org_code,
    listed.target_org_key as org_key,
    listed.target_org_name as org_name,
    listed.indicator_name,
    headings.action_name,
    listed.kind as measure,
    listed.quote as raw,
    case when listed.quantity_value is null then 'text' else 'value' end as state,
    listed.comparator,
    listed.change,
    listed.unit_code,
    listed.unit_name,
    case
        when milestones.statement_key is null then listed.resolution else 'milestone'
    end as resolution,
    case when milestones.statement_key is null then listed.match_relation end as match_relation,
    listed.section,
    listed.part_no,
    listed.occurrence_no,
    listed.place,
    listed.is_total,
    listed.is_superseded,
    listed.quantity_value as target_value,
    listed.quantity_value_max as target_value_max,
    listed.due_from,
    listed.due_date,
    listed.evidence,
    listed.received_at
from listed
left join headings on listed.statement_key = headings.statement_key
left join milestones on listed.statement_key = milestones.statement_key
