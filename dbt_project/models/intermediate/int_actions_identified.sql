with

statements as (

    select * from {{ ref('int_statements_united') }}
    where
        action_name is not null
        and measure = 'target'
        and indicator_key is not null
        and coalesce(resolution, '') <> 'table'

),

keyed as (

    -- A table's action and a heading with the same words are one action.
    select
        *,
        coalesce(nullif({{ group_name('action_name') }}, ''), action_name) as action_match_name
    from statements

),

ranked as (

    -- The latest edition names it, and within it the table before a heading.
    select
        *,
        {{ surrogate_key(['plan_id', 'action_match_name']) }} as action_key,
        row_number() over (
            partition by plan_id, action_match_name
            order by
                is_superseded, stated_in desc, received_at, document_key, part_no, table_no,
                row_no, {{ evidence_start('evidence') }}, statement_key
        ) as choice_no
    from keyed

)

select
    statement_key,
    action_key,
    plan_id,
    document_key,
    indicator_key,
    action_name,
    stated_in,
    action_declared_items,
    part_no,
    table_no,
    row_no,
    evidence,
    choice_no
from ranked
