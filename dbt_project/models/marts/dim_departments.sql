with

names as (

    select * from {{ ref('int_departments_matched') }}

),

org_units as (

    select * from {{ ref('dim_org_units') }}

),

grouped as (

    select
        department_key,
        min(matched_code) as department_code,
        min(scope_key) as scope_key,
        min(scope_name) as scope_name,
        min(matched_name) as department_name,
        {{ joined_names('printed_name', 'printed_name') }} as printed_names,
        count(*) as printed_name_count,
        sum(occurrence_count) as occurrence_count
    from names
    group by department_key

),

placed as (

    -- no fan-out: codes are unique
    select
        grouped.*,
        org_units.org_code
    from grouped
    left join org_units on grouped.scope_key = org_units.org_code

)

select
    department_key,
    department_code,
    department_name,
    printed_names,
    org_code,
    scope_name,
    cast(printed_name_count as integer) as printed_name_count,
    cast(occurrence_count as integer) as occurrence_count
from placed
