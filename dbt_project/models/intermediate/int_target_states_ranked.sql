{#- No table: one model reads it. -#}
{{ config(materialized='ephemeral') }}

with

statements as (

    select * from {{ ref('int_statements_united') }}
    where measure = 'target' and coalesce(review_decision, '') <> 'reject'

),

states as (

    select * from {{ ref('int_plan_states_listed') }}

),

documents as (

    select * from {{ ref('int_document_states_editioned') }}
    where not is_superseded

),

tables as (

    select * from {{ ref('int_plan_state_tables_chosen') }}

),

resolved as (

    select * from {{ ref('int_target_statements_ranked') }}
    where choice_no = 1

),

eligible as (

    select
        statements.*,
        states.state_no,
        states.known_from,
        states.known_to,
        tables.document_rank
    from states
    inner join documents
        on states.plan_id = documents.plan_id and states.known_from = documents.known_from
    inner join statements on documents.document_key = statements.document_key
    left join tables
        on
            statements.stated_in = 'table'
            and states.known_from = tables.known_from
            and statements.document_key = tables.document_key
            and statements.part_no = tables.part_no
            and statements.table_no = tables.table_no
    where
        states.known_to is not null
        and (tables.document_rank is not null or statements.resolution in ('table', 'own'))

),

ranked as (

    -- The choice of int_target_statements_ranked, which the last state takes, at every earlier one.
    select
        *,
        {{ surrogate_key(['plan_id', 'indicator_key', 'org_key', 'period_code']) }} as target_key,
        row_number() over (
            partition by plan_id, state_no, indicator_key, org_key, period_code
            order by
                case
                    when stated_in = 'table' and state <> 'blank' then 1
                    when stated_in = 'prose' then 2
                    else 3
                end,
                coalesce(document_rank, 1), part_no, table_no, row_no, occurrence_no, col_no,
                {{ evidence_start('evidence') }}, statement_key
        ) as choice_no
    from eligible

)

select
    target_key,
    statement_key,
    state_no,
    known_from,
    known_to
from ranked
where choice_no = 1
union all
select
    resolved.target_key,
    resolved.statement_key,
    states.state_no,
    states.known_from,
    states.known_to
from resolved
inner join states on resolved.plan_id = states.plan_id and states.known_to is null
