with

source as (

    select * from {{ source('raw', 'supporting_files') }}

),

renamed as (

    select
        delivery_id,
        document_id as document_key,
        org_code,
        period_code,
        name as file_name,
        sha256 as file_sha256,
        evidence,
        cast(row_no as integer) as row_no,
        cast(size_bytes as bigint) as size_bytes,
        {{ utc_timestamp('received_at') }} as received_at
    from source

)

select * from renamed
