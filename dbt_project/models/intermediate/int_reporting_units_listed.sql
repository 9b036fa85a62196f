with

targets as (

    -- what organisations are asked to report: what the plan's table breaks down, by its own
    -- partition; a draft binds nobody
    select * from {{ ref('int_targets_resolved') }}
    where
        reporting_duty = 'own' and stated_in = 'table' and not is_total
        and org_code is not null and is_plan_of_record

),

org_units as (

    select * from {{ ref('int_org_units_listed') }}

),

documents as (

    select * from {{ ref('int_documents_editioned') }}

),

units as (

    -- no fan-out: codes and documents are unique. A target set for two periods of a year is one.
    select
        targets.plan_id,
        targets.org_code,
        cast(left(targets.period_code, 4) as integer) as plan_year,
        max(targets.org_name) as org_name,
        max(targets.document_key) as document_key,
        max(documents.title) as plan_name,
        max(org_units.org_level) as org_level,
        cast(count(distinct targets.indicator_key) as integer) as due_count
    from targets
    left join org_units on targets.org_code = org_units.org_code
    left join documents on targets.document_key = documents.document_key
    where {{ matches('targets.period_code', '^[0-9]{4}') }}
    group by targets.plan_id, targets.org_code, cast(left(targets.period_code, 4) as integer)

)

select * from units
