with

statements as (

    select * from {{ ref('int_statements_identified') }}
    where measure = 'target' and coalesce(review_decision, '') <> 'reject'

),

tables as (

    select * from {{ ref('int_plan_state_tables_chosen') }}

),

states as (

    select * from {{ ref('int_plan_states_listed') }}

),

ranked as (

    -- The choice of int_targets_resolved, at every moment at which the plan was known differently.
    select
        statements.statement_key,
        states.plan_id,
        states.state_no,
        states.known_from,
        states.known_to,
        {{ surrogate_key([
            'statements.plan_id', 'statements.indicator_key', 'statements.org_key',
            'statements.period_code',
        ]) }} as target_key,
        row_number() over (
            partition by
                states.plan_id, states.state_no, statements.indicator_key, statements.org_key,
                statements.period_code
            order by
                tables.document_rank, statements.part_no, statements.table_no, statements.row_no,
                statements.occurrence_no, statements.col_no
        ) as choice_no
    from statements
    inner join tables
        on
            statements.document_key = tables.document_key
            and statements.part_no = tables.part_no
            and statements.table_no = tables.table_no
    inner join states on tables.plan_id = states.plan_id and tables.known_from = states.known_from

),

numbered as (

    select
        *,
        state_no - row_number() over (
            partition by target_key, statement_key order by state_no
        ) as island_no
    from ranked
    where choice_no = 1

),

spans as (

    -- Moments in a row at which one statement spoke for the target are one span.
    select
        target_key,
        statement_key,
        min(known_from) as known_from,
        case when count(known_to) = count(*) then max(known_to) end as known_to
    from numbered
    group by target_key, statement_key, island_no

)

select * from spans
