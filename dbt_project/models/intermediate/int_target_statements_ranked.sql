with

statements as (

    select * from {{ ref('int_statements_united') }}
    where
        measure = 'target'
        and not is_superseded
        and coalesce(review_decision, '') <> 'reject'

),

tables as (

    select * from {{ ref('int_plan_tables_chosen') }}

),

texts as (

    select * from {{ ref('int_prose_documents_chosen') }}

),

eligible as (

    select
        statements.*,
        coalesce(tables.document_rank, texts.document_rank) as document_rank
    from statements
    left join tables
        on
            statements.stated_in = 'table'
            and statements.document_key = tables.document_key
            and statements.part_no = tables.part_no
            and statements.table_no = tables.table_no
    left join texts
        on
            statements.stated_in = 'prose'
            and statements.resolution in ('table', 'own')
            and statements.document_key = texts.document_key
    where coalesce(tables.document_rank, texts.document_rank) is not null

),

ranked as (

    -- The table speaks before the text, unless its cell is blank; a sure copy before an unsure
    -- one; what stands first before what repeats it.
    select
        *,
        {{ surrogate_key(['plan_id', 'indicator_key', 'org_key', 'period_code']) }} as target_key,
        row_number() over (
            partition by plan_id, indicator_key, org_key, period_code
            order by
                case
                    when stated_in = 'table' and state <> 'blank' then 1
                    when stated_in = 'prose' then 2
                    else 3
                end,
                document_rank, part_no, table_no, row_no, occurrence_no, col_no,
                {{ evidence_start('evidence') }}, statement_key
        ) as choice_no
    from eligible

)

select * from ranked
