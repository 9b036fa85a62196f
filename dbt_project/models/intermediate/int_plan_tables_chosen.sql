with

tables as (

    select * from {{ ref('int_plan_state_tables_chosen') }}

),

states as (

    select * from {{ ref('int_plan_states_listed') }}
    where known_to is null

),

chosen as (

    -- What counts now: the last state of each plan.
    select
        tables.plan_id,
        tables.document_key,
        tables.part_no,
        tables.table_no,
        tables.document_rank
    from tables
    inner join states on tables.plan_id = states.plan_id and tables.known_from = states.known_from

)

select * from chosen
