with

source as (

    select * from {{ source('raw', 'org_units_in_use') }}

),

renamed as (

    select
        org_code,
        org_name,
        official_name,
        org_level,
        parent_org_code,
        successor_org_code,
        is_official,
        cast(valid_from as date) as valid_from,
        cast(valid_to as date) as valid_to
    from source

)

select * from renamed
