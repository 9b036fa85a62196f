{%- set of_statement = [
    'plan_id', 'document_key', 'indicator_key', 'org_code', 'period_code', 'org_name',
    'indicator_name', 'state', 'change', 'unit_code', 'unit_name', 'is_total', 'evidence',
] -%}
with

versions as (

    select * from {{ ref('int_target_versions_dated') }}

),

statements as (

    select * from {{ ref('int_statements_united') }}

),

adjustments as (

    select * from {{ ref('int_target_adjustments_matched') }}

),

documents as (

    select * from {{ ref('int_documents_editioned') }}

),

org_versions as (

    select * from {{ ref('int_org_periods_versioned') }}

),

joined as (

    -- no fan-out: one statement, one document, one adjustment, one version of a unit and period
    select
        versions.*,
        {% for column in of_statement %}
            statements.{{ column }},
        {% endfor %}
        documents.standing,
        org_versions.org_unit_key,
        coalesce(adjustments.comparator, statements.comparator) as comparator,
        coalesce(adjustments.adjusted_value, statements.target_value) as target_value,
        coalesce(documents.standing, 'issued') <> 'draft' as is_plan_of_record,
        coalesce(versions.effective_on, documents.valid_from) as valid_from,
        coalesce(
            cast({{ dbt.dateadd('day', -1, 'versions.next_effective_on') }} as date),
            documents.valid_to
        ) as valid_to
    from versions
    inner join statements on versions.statement_key = statements.statement_key
    inner join documents on statements.document_key = documents.document_key
    left join adjustments on versions.adjustment_key = adjustments.adjustment_key
    left join org_versions
        on
            statements.org_code = org_versions.org_code
            and statements.period_code = org_versions.period_code

)

select
    {{ surrogate_key(['target_key', 'known_from', 'adjustment_key']) }} as version_key,
    target_key,
    plan_id,
    document_key,
    statement_key,
    adjustment_key,
    indicator_key,
    org_code,
    org_unit_key,
    period_code,
    org_name,
    indicator_name,
    comparator,
    state,
    change,
    unit_code,
    unit_name,
    standing,
    version_no,
    is_total,
    is_plan_of_record,
    next_effective_on is null as is_in_force,
    known_to is null and next_effective_on is null and is_plan_of_record as is_current,
    target_value,
    valid_from,
    valid_to,
    evidence,
    known_from,
    known_to
from joined
