with

statements as (

    select * from {{ ref('int_statements_united') }}
    where indicator_key is not null

),

ranked as (

    -- The latest edition describes the indicator; within it the total's cell does, and running
    -- text only where no table names it.
    select
        *,
        row_number() over (
            partition by indicator_key
            order by
                is_superseded asc, stated_in desc, is_total desc, received_at asc,
                document_key asc, col_no asc, occurrence_no asc,
                {{ evidence_start('evidence') }} asc, statement_key asc
        ) as description_no
    from statements

)

select
    indicator_key,
    plan_id,
    document_key,
    indicator_name,
    match_name,
    action_name,
    row_no,
    unit_name,
    unit_code,
    is_superseded,
    stated_in,
    statement_key
from ranked
where description_no = 1
