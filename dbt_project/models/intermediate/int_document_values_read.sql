{#- No table: one model reads it. -#}
{{ config(materialized='ephemeral') }}

with

quantities as (

    select * from {{ ref('stg_plan__quantities') }}
    where
        kind = 'actual'
        and quantity_value is not null
        and quantity_value_max is null
        and change is null
        and coalesce(comparator, '=') in ('=', '~')

),

heads as (

    select * from {{ ref('int_report_copies_chosen') }}

),

spans as (

    select * from {{ ref('int_document_states_merged') }}
    where not is_superseded

),

periods as (

    select * from {{ ref('int_report_periods_read') }}

),

scopes as (

    select * from {{ ref('stg_match__document_scopes') }}

),

org_names as (

    select * from {{ ref('stg_match__entity_matches') }}
    where entity_type = 'org' and status = 'matched'

),

placed as (

    -- A plan that looks back says what an annual summary says; a figure of an earlier year is of
    -- that whole year; one of a later year is no actual.
    select
        quantities.document_key,
        heads.delivery_id,
        heads.is_synthetic,
        quantities.indicator_name,
        quantities.unit_name as printed_unit_name,
        quantities.quote as raw,
        quantities.evidence,
        quantities.start_place,
        quantities.quantity_value as reported_value,
        spans.known_from as received_at,
        spans.known_to as withdrawn_at,
        coalesce(quantities.org_name, scopes.scope_name) as org_name,
        case
            when quantities.org_name is null then scopes.scope_org_code
            else org_names.matched_code
        end as org_code,
        case
            when heads.kind = 'progress_report' then 'progress_report' else 'annual_summary'
        end as source,
        case
            when quantities.quantity_year < periods.year
                then cast(quantities.quantity_year as {{ dbt.type_string() }})
            else periods.period_code
        end as period_code,
        case when quantities.quantity_year = periods.year then periods.as_of_date end as as_of_date
    from quantities
    inner join heads on quantities.document_key = heads.document_key
    inner join spans on quantities.document_key = spans.document_key
    inner join periods on quantities.document_key = periods.document_key
    left join scopes on quantities.document_key = scopes.document_key
    left join org_names
        on
            scopes.scope_key = org_names.scope_key
            and quantities.org_name = org_names.printed_name
    where
        quantities.quantity_year < periods.year
        or (quantities.quantity_year = periods.year and heads.kind <> 'plan')

)

select
    *,
    {{ surrogate_key(['document_key', 'start_place', 'indicator_name', 'received_at']) }}
        as actual_key
from placed
where org_code is not null and period_code is not null
