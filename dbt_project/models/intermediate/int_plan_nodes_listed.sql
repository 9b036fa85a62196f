with

targets as (

    select * from {{ ref('int_targets_resolved') }}
    where stated_in = 'table'

),

ancestors as (

    select * from {{ ref('int_org_ancestors_listed') }}

),

scopes as (

    -- Whose plan it is: the organisation of the total's column.
    select
        plan_id,
        min(case when is_total then org_code end) as scope_org_code,
        min(case when is_total then org_name end) as scope_name
    from targets
    group by plan_id

),

units as (

    select
        plan_id,
        org_key,
        max(org_code) as org_code,
        min(org_name) as org_name
    from targets
    where not is_total
    group by plan_id, org_key

),

placed as (

    -- A plan's partition has its units and the whole, whatever lies inside what.
    select
        units.plan_id,
        'plan_partition' as hierarchy,
        '*' as node_key,
        scopes.scope_org_code as node_org_code,
        scopes.scope_name as node_name,
        true as is_root,
        units.org_key
    from units
    inner join scopes on units.plan_id = scopes.plan_id
    union all
    select
        plan_id,
        'plan_partition' as hierarchy,
        org_key as node_key,
        org_code as node_org_code,
        org_name as node_name,
        false as is_root,
        org_key
    from units
    union all
    select
        units.plan_id,
        ancestors.hierarchy,
        ancestors.ancestor_org_code as node_key,
        ancestors.ancestor_org_code as node_org_code,
        cast(null as {{ dbt.type_string() }}) as node_name,
        ancestors.ancestor_org_code = scopes.scope_org_code as is_root,
        units.org_key
    from units
    inner join scopes on units.plan_id = scopes.plan_id
    inner join ancestors on units.org_code = ancestors.org_code
    inner join ancestors as within_scope
        on
            ancestors.hierarchy = within_scope.hierarchy
            and ancestors.ancestor_org_code = within_scope.org_code
            and scopes.scope_org_code = within_scope.ancestor_org_code

),

unmatched as (

    select
        plan_id,
        count(*) as unmatched_count
    from units
    where org_code is null
    group by plan_id

)

select
    placed.*,
    count(*) over (partition by placed.plan_id, placed.hierarchy, placed.node_key) as unit_count,
    coalesce(unmatched.unmatched_count, 0) as unmatched_count
from placed
left join unmatched on placed.plan_id = unmatched.plan_id and placed.hierarchy <> 'plan_partition'
