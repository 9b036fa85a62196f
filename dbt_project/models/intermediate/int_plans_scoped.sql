with

documents as (

    select * from {{ ref('int_documents_editioned') }}

),

cells as (

    select * from {{ ref('stg_plan__cells') }}

),

aliases as (

    select * from {{ ref('int_aliases_folded') }}
    where scope_org_code is null and org_level <> 'bureau'

),

plans as (

    select
        plan_id,
        {{ normalised_name("coalesce(max(issuer), '')") }} as issuer_match_name,
        {{ normalised_name("coalesce(max(title), '')") }} as title_match_name
    from documents
    group by plan_id

),

named as (

    -- Whoever issues the plan; failing that, whom its title names.
    select
        plans.plan_id,
        aliases.org_code,
        aliases.depth,
        case
            when instr(plans.issuer_match_name, aliases.match_name) > 0 then 1 else 2
        end as source_no,
        length(aliases.match_name) as name_length
    from plans
    inner join aliases
        on
            instr(plans.issuer_match_name, aliases.match_name) > 0
            or instr(plans.title_match_name, aliases.match_name) > 0

),

broken_down as (

    -- Failing both, the parent of the organisations that its columns name.
    select
        documents.plan_id,
        aliases.parent_org_code as org_code,
        0 as depth,
        3 as source_no,
        count(*) as name_length
    from cells
    inner join documents on cells.document_key = documents.document_key
    inner join aliases on {{ normalised_name('cells.org_name') }} = aliases.match_name
    where aliases.parent_org_code is not null
    group by documents.plan_id, aliases.parent_org_code

),

candidates as (

    select * from named
    union all
    select * from broken_down

),

ranked as (

    select
        plan_id,
        org_code as scope_org_code,
        row_number() over (
            partition by plan_id
            order by source_no asc, depth desc, name_length desc, org_code asc
        ) as candidate_no
    from candidates

)

select
    ranked.plan_id,
    ranked.scope_org_code,
    org_units.parent_org_code as scope_parent_org_code
from ranked
inner join {{ ref('org_units') }} as org_units on ranked.scope_org_code = org_units.org_code
where ranked.candidate_no = 1
