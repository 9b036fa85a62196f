with

statements as (

    select * from {{ ref('int_statements_identified') }}
    where measure = 'target'

),

states as (

    select * from {{ ref('int_document_states_editioned') }}
    where not is_superseded

),

stated as (

    select
        plan_id,
        document_key,
        part_no,
        table_no,
        indicator_key,
        sum(case alignment when 'ambiguous' then 1 else 0 end) as ambiguous_count,
        sum(case alignment when 'inferred' then 1 else 0 end) as inferred_count,
        sum(case alignment when 'proven' then 1 else 0 end) as proven_count
    from statements
    group by plan_id, document_key, part_no, table_no, indicator_key

),

documents as (

    select
        states.plan_id,
        states.known_from,
        states.document_key,
        min(states.received_at) as received_at,
        sum(stated.ambiguous_count) as ambiguous_count,
        sum(stated.inferred_count) as inferred_count,
        sum(stated.proven_count) as proven_count
    from states
    inner join stated on states.document_key = stated.document_key
    group by states.plan_id, states.known_from, states.document_key

),

ranked as (

    -- Copies of one edition: the one whose cells are placed most surely speaks first.
    select
        plan_id,
        known_from,
        document_key,
        row_number() over (
            partition by plan_id, known_from
            order by ambiguous_count, inferred_count, proven_count, received_at, document_key
        ) as document_rank
    from documents

),

seen_before as (

    select
        ranked.plan_id,
        ranked.known_from,
        ranked.document_key,
        ranked.document_rank,
        stated.part_no,
        stated.table_no,
        min(ranked.document_rank) over (
            partition by ranked.plan_id, ranked.known_from, stated.indicator_key
        ) < ranked.document_rank as is_repeated
    from ranked
    inner join stated on ranked.document_key = stated.document_key

),

chosen as (

    -- Half of its indicators stand in a surer copy: it is that table again, not another one.
    select
        plan_id,
        known_from,
        document_key,
        part_no,
        table_no,
        document_rank
    from seen_before
    group by plan_id, known_from, document_key, part_no, table_no, document_rank
    having 2 * sum(case when is_repeated then 1 else 0 end) < count(*)

)

select * from chosen
