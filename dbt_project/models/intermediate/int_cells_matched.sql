with

cells as (

    select * from {{ ref('stg_plan__cells') }}

),

documents as (

    select * from {{ ref('int_documents_editioned') }}

),

plans as (

    select * from {{ ref('int_plans_scoped') }}

),

aliases as (

    select * from {{ ref('int_aliases_folded') }}

),

names as (

    select * from {{ ref('int_indicator_names_normalised') }}

),

units as (

    select * from {{ ref('units') }}

),

joined as (

    -- left joins: what is not in a reviewed list stays as printed and is never dropped;
    -- no fan-out: document, plan, name, unit and folded alias are unique
    select
        cells.*,
        coalesce(documents.plan_id, cells.document_key) as plan_id,
        coalesce(documents.is_superseded, false) as is_superseded,
        names.match_name,
        units.unit_code,
        coalesce(
            aliases.org_code, case when cells.is_total then plans.scope_org_code end
        ) as org_code,
        coalesce(
            cells.printed_period, cast(documents.year as {{ dbt.type_string() }})
        ) as period_code
    from cells
    left join documents on cells.document_key = documents.document_key
    left join plans on documents.plan_id = plans.plan_id
    left join names on cells.indicator_name = names.indicator_name
    left join units on trim({{ fold_text('cells.unit_name') }}) = units.unit_name
    left join aliases
        on
            {{ normalised_name('cells.org_name') }} = aliases.match_name
            and (
                aliases.scope_org_code is null
                or aliases.scope_org_code in (plans.scope_org_code, plans.scope_parent_org_code)
            )

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
