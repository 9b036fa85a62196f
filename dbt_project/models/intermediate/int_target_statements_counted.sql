{#- No table: one model reads it. -#}
{{ config(materialized='ephemeral') }}

with

compared as (

    select * from {{ ref('int_target_statements_compared') }}
    where not is_copy

),

statements as (

    select * from {{ ref('int_statements_united') }}

),

counted as (

    -- A copy of the same edition says nothing of its own, a milestone nothing of the whole period.
    select
        compared.target_key,
        count(*) as statement_count,
        count(case when statements.stated_in = 'prose' then 1 end) as prose_statement_count,
        count(case when compared.is_different then 1 end) as differing_statement_count
    from compared
    inner join statements on compared.statement_key = statements.statement_key
    where coalesce(statements.resolution, '') <> 'milestone'
    group by compared.target_key

)

select * from counted
