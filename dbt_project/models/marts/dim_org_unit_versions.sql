with

versions as (

    select * from {{ ref('int_org_unit_versions_dated') }}

),

succeeded as (

    select * from {{ ref('int_org_units_succeeded') }}

),

joined as (

    -- no fan-out: one end of the path a code
    select
        versions.*,
        succeeded.current_org_code,
        succeeded.succession_path,
        succeeded.step_count
    from versions
    inner join succeeded on versions.org_code = succeeded.org_code

)

select
    org_unit_key,
    org_code,
    org_name,
    official_name,
    org_level,
    parent_org_code,
    current_org_code,
    succession_path,
    version_no,
    step_count,
    is_current,
    is_current and valid_to is null as is_active,
    valid_from,
    valid_to
from joined
