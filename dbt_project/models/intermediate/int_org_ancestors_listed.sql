with recursive

parents as (

    select * from {{ ref('int_org_parents_listed') }}

),

climbed as (

    -- Ten steps are more than any hierarchy has; a circle of successors ends there.
    select
        hierarchy,
        org_code,
        org_code as ancestor_org_code,
        0 as distance
    from parents
    union all
    select
        climbed.hierarchy,
        climbed.org_code,
        parents.parent_org_code as ancestor_org_code,
        climbed.distance + 1 as distance
    from climbed
    inner join parents
        on
            climbed.hierarchy = parents.hierarchy
            and climbed.ancestor_org_code = parents.org_code
    where parents.parent_org_code is not null and climbed.distance < 10

)

select
    hierarchy,
    org_code,
    ancestor_org_code,
    min(distance) as distance
from climbed
group by hierarchy, org_code, ancestor_org_code
