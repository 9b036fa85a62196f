{#- No table: one model reads it. -#}
{{ config(materialized='ephemeral') }}

with

statements as (

    select * from {{ ref('int_prose_targets_identified') }}

),

documents as (

    select * from {{ ref('stg_plan__documents') }}

),

generic as (

    select {{ group_name('heading') }} as heading_match_name
    from {{ ref('generic_headings') }}

),

actions as (

    select
        plan_id,
        action_name,
        {{ group_name('action_name') }} as action_match_name
    from {{ ref('int_statements_identified') }}
    where action_name is not null and measure = 'target' and not is_superseded
    group by plan_id, action_name

),

read_headings as (

    select
        statements.statement_key,
        statements.plan_id,
        {{ heading('statements.section') }} as innermost,
        {{ group_name(heading('statements.section')) }} as innermost_name,
        {{ heading('statements.section', above=1) }} as outer_heading,
        {{ part_title('documents.parts', 'statements.part_no') }} as part_title,
        {{ normalised_name("concat(coalesce(statements.section, ''), '/', "
            "coalesce(" ~ part_title('documents.parts', 'statements.part_no') ~ ", ''))") }} as path
    from statements
    left join documents on statements.document_key = documents.document_key

),

fitted as (

    -- fewer than four characters tell no action from another;
    -- 兴企 below a table's 兴企行动, or a part called 兴企行动实施方案: that action, by its longest name.
    select
        read_headings.statement_key,
        actions.action_name,
        row_number() over (
            partition by read_headings.statement_key
            order by length(actions.action_match_name) desc, actions.action_name
        ) as choice_no
    from read_headings
    inner join actions
        on
            read_headings.plan_id = actions.plan_id
            and length(actions.action_match_name) >= 4
            and (
                instr(read_headings.path, actions.action_match_name) > 0
                or (
                    length(read_headings.innermost_name) >= 4
                    and instr(actions.action_match_name, read_headings.innermost_name) = 1
                )
            )

),

chosen as (

    select
        read_headings.statement_key,
        coalesce(
            fitted.action_name,
            case when first_generic.heading_match_name is null then read_headings.innermost end,
            case when outer_generic.heading_match_name is null then read_headings.outer_heading end,
            read_headings.part_title
        ) as action_name
    from read_headings
    left join fitted
        on read_headings.statement_key = fitted.statement_key and fitted.choice_no = 1
    left join generic as first_generic
        on
            {{ regexp_replace_all('read_headings.innermost_name', '[0-9]+$', '') }}
            = first_generic.heading_match_name
    left join generic as outer_generic
        on
            {{ regexp_replace_all(group_name('read_headings.outer_heading'), '[0-9]+$', '') }}
            = outer_generic.heading_match_name

)

select * from chosen
