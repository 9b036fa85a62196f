with

units as (

    select * from {{ ref('int_org_units_listed') }}

),

succeeded as (

    select * from {{ ref('int_org_units_succeeded') }}

),

versions as (

    select * from {{ ref('int_org_unit_versions_dated') }}
    where is_current

),

joined as (

    -- no fan-out: one end of the path and one current version a code
    select
        units.*,
        versions.org_unit_key,
        versions.version_no,
        succeeded.current_org_code
    from units
    inner join succeeded on units.org_code = succeeded.org_code
    inner join versions on units.org_code = versions.org_code

)

select
    org_code,
    org_unit_key,
    org_name,
    official_name,
    org_level,
    parent_org_code,
    successor_org_code,
    current_org_code,
    is_official,
    sort_order,
    version_no,
    valid_from,
    valid_to
from joined
