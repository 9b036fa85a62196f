with

org_units as (

    select * from {{ ref('org_units') }}

)

select
    org_code,
    org_name,
    official_name,
    org_level,
    parent_org_code,
    sort_order,
    valid_from,
    valid_to
from org_units
