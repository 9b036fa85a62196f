with recursive

units as (

    select * from {{ ref('int_org_units_listed') }}

),

walked as (

    -- From every unit to what took over from it, and on; a ring ends where it would close.
    select
        org_code,
        org_code as current_org_code,
        successor_org_code as next_org_code,
        cast(org_code as {{ dbt.type_string() }}) as succession_path,
        0 as step_count
    from units
    union all
    select
        walked.org_code,
        units.org_code as current_org_code,
        units.successor_org_code as next_org_code,
        walked.succession_path || ' > ' || units.org_code as succession_path,
        walked.step_count + 1 as step_count
    from walked
    inner join units on walked.next_org_code = units.org_code
    where instr(' > ' || walked.succession_path || ' > ', ' > ' || units.org_code || ' > ') = 0

),

ranked as (

    select
        *,
        row_number() over (partition by org_code order by step_count desc) as distance_no
    from walked

)

select
    org_code,
    current_org_code,
    succession_path,
    cast(step_count as integer) as step_count
from ranked
where distance_no = 1
