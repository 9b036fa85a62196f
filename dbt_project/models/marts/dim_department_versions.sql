with

versions as (

    select * from {{ ref('int_department_versions_dated') }}

),

departments as (

    select * from {{ ref('dim_departments') }}

),

joined as (

    -- no fan-out: departments are unique
    select
        versions.*,
        departments.department_code,
        departments.org_code,
        departments.scope_name
    from versions
    inner join departments on versions.department_key = departments.department_key

)

select
    department_version_key,
    department_key,
    department_code,
    department_name,
    org_code,
    scope_name,
    version_no,
    is_current,
    valid_from,
    valid_to
from joined
