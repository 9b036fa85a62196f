with

source as (

    select * from {{ source('raw', 'working_days') }}

),

renamed as (

    select
        calendar_date,
        is_working_day,
        basis as day_basis
    from source

)

select * from renamed
