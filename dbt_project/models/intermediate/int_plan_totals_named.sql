with

documents as (

    select
        documents.document_key,
        documents.plan_id,
        documents.issuer,
        documents.title,
        documents.year,
        documents.year_end,
        documents.received_at,
        scopes.scope_org_code,
        scopes.scope_name,
        {{ plan_lineage('documents.issuer', 'documents.title') }} as lineage
    from {{ ref('dim_documents') }} as documents
    inner join {{ ref('stg_match__document_scopes') }} as scopes
        on documents.document_key = scopes.document_key
    where
        documents.is_plan_of_record
        and not documents.is_superseded
        and documents.kind in ('plan', 'task_list')
        and documents.year is not null

),

named as (

    select
        targets.target_key,
        targets.org_code,
        targets.org_name,
        targets.period_code,
        targets.indicator_key,
        indicators.indicator_name,
        indicators.row_no,
        names.match_name,
        targets.base_unit_code,
        targets.unit_name,
        targets.direction,
        targets.change,
        targets.target_value,
        targets.base_value,
        targets.is_total,
        targets.stated_in,
        targets.evidence,
        documents.*
    from {{ ref('fct_targets') }} as targets
    inner join documents
        on targets.document_key = documents.document_key
    inner join {{ ref('dim_indicators') }} as indicators
        on targets.indicator_key = indicators.indicator_key
    inner join {{ ref('int_indicator_names_normalised') }} as names
        on indicators.indicator_name = names.indicator_name
    where targets.base_value is not null and targets.is_plan_of_record

)

select * from named
