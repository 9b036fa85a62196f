with

quantities as (

    select * from {{ ref('int_quantities_placed') }}

),

statements as (

    select * from {{ ref('int_statements_identified') }}
    where is_total and measure = 'target'

),

totals as (

    -- What a plan's own tables call the whole; a plan without tables has no such name.
    select
        plan_id,
        min(org_key) as total_key,
        min(org_name) as total_name
    from statements
    group by plan_id

),

named as (

    select
        quantities.*,
        coalesce(
            quantities.matched_code,
            case when quantities.is_total then quantities.scope_org_code end
        ) as org_code,
        coalesce(
            quantities.column_org_name, quantities.org_name, totals.total_name,
            quantities.scope_name, quantities.issuer, quantities.title
        ) as place_name,
        totals.total_key
    from quantities
    left join totals on quantities.plan_id = totals.plan_id

),

keyed as (

    select
        *,
        case
            when is_total then coalesce(total_key, org_code, {{ normalised_name('place_name') }})
            else coalesce(org_code, {{ normalised_name('place_name') }})
        end as org_key
    from named

)

select * from keyed
