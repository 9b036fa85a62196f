with

states as (

    select * from {{ ref('int_target_states_ranked') }}

),

numbered as (

    select
        *,
        state_no - row_number() over (
            partition by target_key, statement_key order by state_no
        ) as island_no
    from states

),

spans as (

    -- Moments in a row at which one statement spoke for the target are one span.
    select
        target_key,
        statement_key,
        min(known_from) as known_from,
        case when count(known_to) = count(*) then max(known_to) end as known_to
    from numbered
    group by target_key, statement_key, island_no

)

select * from spans
