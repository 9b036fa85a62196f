{#- No table: one model reads it. -#}
{{ config(materialized='ephemeral') }}

with

statements as (

    select * from {{ ref('int_prose_targets_identified') }}
    where resolution in ('table', 'own') and not is_superseded

),

documents as (

    select
        plan_id,
        document_key,
        min(received_at) as received_at,
        count(*) as statement_count
    from statements
    group by plan_id, document_key

),

ranked as (

    -- Copies of one edition: the one that yields most speaks first.
    select
        plan_id,
        document_key,
        row_number() over (
            partition by plan_id order by statement_count desc, received_at asc, document_key asc
        ) as document_rank
    from documents

),

figures as (

    -- Copies phrase an indicator alike or not; their figures are the same.
    select
        statements.plan_id,
        statements.document_key,
        ranked.document_rank,
        {{ surrogate_key([
            'statements.quantity_value', 'statements.unit_family', 'statements.change',
            'statements.period_code',
        ]) }} as figure_key
    from statements
    inner join ranked on statements.document_key = ranked.document_key
    group by
        statements.plan_id, statements.document_key, ranked.document_rank,
        statements.quantity_value, statements.unit_family, statements.change,
        statements.period_code

),

seen_before as (

    select
        *,
        min(document_rank) over (partition by plan_id, figure_key) < document_rank as is_repeated
    from figures

),

chosen as (

    -- Half of its figures stand in a better copy: it is that text again, not another one.
    select
        plan_id,
        document_key,
        document_rank
    from seen_before
    group by plan_id, document_key, document_rank
    having 2 * sum(case when is_repeated then 1 else 0 end) < count(*)

)

select * from chosen
