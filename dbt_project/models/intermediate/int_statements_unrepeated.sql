with

statements as (

    select * from {{ ref('int_statements_identified') }}
    where not is_superseded

),

tables as (

    select * from {{ ref('int_plan_tables_chosen') }}

),

target_tables as (

    select
        document_key,
        part_no,
        table_no
    from statements
    where measure = 'target'
    group by document_key, part_no, table_no

),

repeated_tables as (

    -- a copy of the same edition in which the same table is placed less surely
    select target_tables.*
    from target_tables
    left join tables
        on
            target_tables.document_key = tables.document_key
            and target_tables.part_no = tables.part_no
            and target_tables.table_no = tables.table_no
    where tables.document_key is null

),

unrepeated as (

    select statements.*
    from statements
    left join repeated_tables
        on
            statements.document_key = repeated_tables.document_key
            and statements.part_no = repeated_tables.part_no
            and statements.table_no = repeated_tables.table_no
    where repeated_tables.document_key is null

)

select * from unrepeated
