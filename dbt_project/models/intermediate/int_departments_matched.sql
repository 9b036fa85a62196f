with

matches as (

    select * from {{ ref('stg_match__entity_matches') }}
    where entity_type = 'department'

),

keyed as (

    select
        *,
        {{ surrogate_key(['matched_code']) }} as department_key
    from matches

)

select * from keyed
