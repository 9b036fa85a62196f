{%- set columns = [
    'statement_key', 'document_key', 'plan_id', 'indicator_key', 'match_name', 'org_code',
    'target_org_key', 'target_org_name', 'indicator_name', 'section', 'kind', 'quote', 'comparator',
    'change', 'unit_code', 'unit_name', 'part_no', 'occurrence_no', 'place', 'is_total',
    'is_superseded', 'quantity_value', 'quantity_value_max', 'evidence', 'received_at',
] -%}
with

targets as (

    select * from {{ ref('int_prose_targets_identified') }}

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
    statement_key,
    document_key,
    plan_id,
    indicator_key,
    match_name,
    target_period_code as period_code,
    org_code,
    target_org_key as org_key,
    target_org_name as org_name,
    indicator_name,
    {{ last_heading('section') }} as action_name,
    kind as measure,
    quote as raw,
    case when quantity_value is null then 'text' else 'value' end as state,
    comparator,
    change,
    unit_code,
    unit_name,
    resolution,
    match_relation,
    section,
    part_no,
    occurrence_no,
    place,
    is_total,
    is_superseded,
    quantity_value as target_value,
    quantity_value_max as target_value_max,
    evidence,
    received_at
from listed
