with

org_units as (

    select * from {{ ref('dim_org_units') }}

),

links as (

    select * from {{ ref('org_hierarchy_links') }}

),

latest as (

    -- Where an organisation has several versions the latest one says where it belongs now.
    select
        org_code,
        org_name,
        parent_org_code,
        successor_org_code,
        row_number() over (
            partition by org_code order by valid_from desc nulls last, org_name asc
        ) as version_no
    from org_units

),

placed as (

    -- What was merged or renamed keeps its facts and belongs to its successor.
    select
        'administrative' as hierarchy,
        org_code,
        org_name,
        coalesce(successor_org_code, parent_org_code) as parent_org_code
    from latest
    where version_no = 1
    union all
    select
        'territorial' as hierarchy,
        latest.org_code,
        latest.org_name,
        coalesce(latest.successor_org_code, links.parent_org_code, latest.parent_org_code)
            as parent_org_code
    from latest
    left join links on latest.org_code = links.org_code and links.hierarchy = 'territorial'
    where latest.version_no = 1

)

select
    hierarchy,
    org_code,
    org_name,
    case when parent_org_code <> org_code then parent_org_code end as parent_org_code
from placed
