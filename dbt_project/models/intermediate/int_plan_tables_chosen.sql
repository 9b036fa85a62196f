with

statements as (

    select * from {{ ref('int_statements_identified') }}
    where measure = 'target' and not is_superseded

),

documents as (

    select
        plan_id,
        document_key,
        min(received_at) as received_at,
        sum(case alignment when 'ambiguous' then 1 else 0 end) as ambiguous_count,
        sum(case alignment when 'inferred' then 1 else 0 end) as inferred_count,
        sum(case alignment when 'proven' then 1 else 0 end) as proven_count
    from statements
    group by plan_id, document_key

),

ranked as (

    -- Copies of one edition: the one whose cells are placed most surely speaks first.
    select
        plan_id,
        document_key,
        row_number() over (
            partition by plan_id
            order by ambiguous_count, inferred_count, proven_count, received_at, document_key
        ) as document_rank
    from documents

),

rows_of_tables as (

    select
        statements.plan_id,
        statements.document_key,
        statements.part_no,
        statements.table_no,
        statements.indicator_key,
        ranked.document_rank
    from statements
    inner join ranked on statements.document_key = ranked.document_key
    group by
        statements.plan_id, statements.document_key, statements.part_no, statements.table_no,
        statements.indicator_key, ranked.document_rank

),

seen_before as (

    select
        *,
        min(document_rank) over (partition by plan_id, indicator_key) < document_rank as is_repeated
    from rows_of_tables

),

chosen as (

    -- Half of its indicators stand in a surer copy: it is that table again, not another one.
    select
        plan_id,
        document_key,
        part_no,
        table_no,
        document_rank
    from seen_before
    group by plan_id, document_key, part_no, table_no, document_rank
    having 2 * sum(case when is_repeated then 1 else 0 end) < count(*)

)

select * from chosen
