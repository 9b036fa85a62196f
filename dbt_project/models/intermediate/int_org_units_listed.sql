with

reviewed as (

    select * from {{ ref('org_units') }}

),

in_use as (

    select * from {{ ref('stg_match__org_units') }}

),

numbered as (

    -- Behind the reviewed ones, in the order of their codes.
    select
        *,
        1000 + row_number() over (order by org_code) as sort_order
    from in_use
    where org_code not in (select reviewed.org_code from reviewed)

),

joined as (

    -- no fan-out: codes are unique in both
    select
        reviewed.org_code,
        reviewed.org_name,
        reviewed.official_name,
        reviewed.org_level,
        reviewed.parent_org_code,
        in_use.successor_org_code,
        reviewed.org_code not like '%-%' as is_official,
        cast(reviewed.sort_order as integer) as sort_order,
        reviewed.valid_from,
        reviewed.valid_to
    from reviewed
    left join in_use on reviewed.org_code = in_use.org_code
    union all
    select
        org_code,
        org_name,
        official_name,
        org_level,
        parent_org_code,
        successor_org_code,
        is_official,
        cast(sort_order as integer) as sort_order,
        valid_from,
        valid_to
    from numbered

)

select * from joined
