with

aliases as (

    select * from {{ ref('org_aliases') }}

),

org_units as (

    select * from {{ ref('org_units') }}

),

folded as (

    select
        {{ normalised_name('aliases.alias') }} as match_name,
        aliases.org_code,
        aliases.scope_org_code,
        org_units.org_level,
        org_units.parent_org_code,
        case org_units.org_level when 'province' then 0 when 'city' then 1 else 2 end as depth
    from aliases
    inner join org_units on aliases.org_code = org_units.org_code

)

select * from folded
