{#- No table: one model reads it. -#}
{{ config(materialized='ephemeral') }}

with

quantities as (

    select * from {{ ref('stg_plan__quantities') }}
    where kind in ('target', 'baseline')

),

documents as (

    select * from {{ ref('int_documents_editioned') }}

),

sources as (

    select * from {{ ref('stg_plan__documents') }}

),

scopes as (

    select * from {{ ref('stg_match__document_scopes') }}

),

org_matches as (

    select * from {{ ref('stg_match__entity_matches') }}
    where entity_type = 'org' and status = 'matched'

),

matches as (

    select * from {{ ref('stg_match__indicator_matches') }}
    where match_no = 1 and narrative_org_name is not null

),

names as (

    select * from {{ ref('int_indicator_names_normalised') }}

),

joined as (

    -- left joins: what is matched with nothing stays as printed and is never dropped;
    -- no fan-out: document, scope, name, unit and name within a scope are unique
    select
        quantities.*,
        matches.narrative_org_name as column_org_name,
        documents.issuer,
        documents.title,
        names.match_name,
        units.unit_code,
        coalesce(documents.plan_id, quantities.document_key) as plan_id,
        coalesce(documents.is_superseded, false) as is_superseded,
        coalesce({{ part_kind('sources.parts', 'quantities.part_no') }}, documents.kind, '') in (
            'plan', 'task_list'
        ) as is_in_plan,
        coalesce(units.base_unit_code, quantities.unit_name, '') as unit_family,
        cast(coalesce(quantities.quantity_year, documents.year) as {{ dbt.type_string() }})
            as period_code,
        nullif(scopes.scope_org_code, '') as scope_org_code,
        nullif(scopes.scope_name, '') as scope_name,
        org_matches.matched_code
    from quantities
    left join documents on quantities.document_key = documents.document_key
    left join sources on quantities.document_key = sources.document_key
    left join matches
        on
            quantities.document_key = matches.document_key
            and concat(quantities.start_place, ':', quantities.end_place) = matches.narrative_place
            and quantities.indicator_name = matches.narrative_indicator
    left join scopes on quantities.document_key = scopes.document_key
    left join names on quantities.indicator_name = names.indicator_name
    left join {{ ref('units') }} as units
        on trim({{ fold_text('quantities.unit_name') }}) = units.unit_name
    left join org_matches
        on
            scopes.scope_key = org_matches.scope_key
            and coalesce(matches.narrative_org_name, quantities.org_name) = org_matches.printed_name

)

-- A clause that names no place speaks for the whole of the plan.
select
    *,
    coalesce(column_org_name, org_name) is null
    or coalesce(matched_code = scope_org_code, false) as is_total,
    concat(start_place, ':', end_place) as place,
    cast(row_number() over (
        partition by document_key, kind, start_place, end_place, indicator_name
        order by quantity_value, quote
    ) as integer) as occurrence_no
from joined
