{#- No table: one model reads it. -#}
{{ config(materialized='ephemeral') }}

with

units as (

    select * from {{ ref('int_org_units_listed') }}

),

former_names as (

    select * from {{ ref('stg_match__org_unit_former_names') }}

),

changes as (

    select * from {{ ref('org_unit_changes') }}

),

former_states as (

    -- What a reviewer wrote down wins over the national list, which knows names only.
    select
        org_code,
        org_name,
        official_name,
        org_level,
        parent_org_code,
        valid_to
    from changes
    union all
    select
        former_names.org_code,
        former_names.org_name,
        former_names.official_name,
        cast(null as {{ dbt.type_string() }}) as org_level,
        cast(null as {{ dbt.type_string() }}) as parent_org_code,
        former_names.valid_to
    from former_names
    left join changes
        on
            former_names.org_code = changes.org_code
            and former_names.valid_to = changes.valid_to
    where changes.org_code is null and former_names.valid_to is not null

),

states as (

    -- What a former state does not say was as it is today.
    select
        units.org_code,
        coalesce(former_states.org_name, units.org_name) as org_name,
        coalesce(former_states.official_name, units.official_name) as official_name,
        coalesce(former_states.org_level, units.org_level) as org_level,
        coalesce(former_states.parent_org_code, units.parent_org_code) as parent_org_code,
        former_states.valid_to,
        false as is_current
    from former_states
    inner join units on former_states.org_code = units.org_code
    where former_states.valid_to < coalesce(units.valid_to, date '9999-12-31')
    union all
    select
        org_code,
        org_name,
        official_name,
        org_level,
        parent_org_code,
        valid_to,
        true as is_current
    from units

)

select * from states
