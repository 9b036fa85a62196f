{{ config(tags=['phase_2']) }}

with

source as (

    select * from {{ source('raw', 'previous_findings') }}

),

renamed as (

    select
        finding_key,
        first_release_id,
        last_release_id
    from source

)

select * from renamed
