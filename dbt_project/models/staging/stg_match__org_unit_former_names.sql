with

source as (

    select * from {{ source('raw', 'org_unit_former_names') }}

),

renamed as (

    select
        org_code,
        org_name,
        official_name,
        basis,
        cast(valid_from as date) as valid_from,
        cast(valid_to as date) as valid_to
    from source

)

select * from renamed
