with

source as (

    select * from {{ source('raw', 'printed_years') }}

),

renamed as (

    select
        document_id as document_key,
        place,
        raw,
        context,
        evidence,
        cast(part_no as integer) as part_no,
        cast(year_no as integer) as year_no,
        cast(year as integer) as printed_year,
        {{ utc_timestamp('received_at') }} as received_at
    from source

)

select * from renamed
