with

cells as (

    select * from {{ ref('stg_plan__cells') }}

),

documents as (

    select * from {{ ref('int_documents_editioned') }}

),

scopes as (

    select * from {{ ref('stg_match__document_scopes') }}

),

matches as (

    select * from {{ ref('stg_match__entity_matches') }}
    where entity_type = 'org' and status = 'matched'

),

names as (

    select * from {{ ref('int_indicator_names_normalised') }}

),

units as (

    select * from {{ ref('units') }}

),

joined as (

    -- left joins: what is matched with nothing stays as printed and is never dropped;
    -- no fan-out: document, scope, name, unit and name within a scope are unique
    select
        cells.*,
        coalesce(documents.plan_id, cells.document_key) as plan_id,
        coalesce(documents.is_superseded, false) as is_superseded,
        names.match_name,
        units.unit_code,
        coalesce(
            matches.matched_code, case when cells.is_total then scopes.scope_org_code end
        ) as org_code,
        coalesce(
            cells.printed_period, cast(documents.year as {{ dbt.type_string() }})
        ) as period_code
    from cells
    left join documents on cells.document_key = documents.document_key
    left join scopes on cells.document_key = scopes.document_key
    left join names on cells.indicator_name = names.indicator_name
    left join units on trim({{ fold_text('cells.unit_name') }}) = units.unit_name
    left join matches
        on scopes.scope_key = matches.scope_key and cells.org_name = matches.printed_name

),

compared as (

    select
        *,
        min(col_no) over same_org as first_col_no,
        max(col_no) over same_org as last_col_no
    from joined
    window same_org as (
        partition by
            document_key, part_no, table_no, row_no, match_name, org_code, period_code, measure
    )

),

identified as (

    -- Two columns that mean one organisation are two units of this plan: its own words tell
    -- them apart.
    select
        *,
        case
            when org_code is not null and first_col_no = last_col_no then org_code
            else {{ normalised_name('org_name') }}
        end as org_key
    from compared

)

select * from identified
