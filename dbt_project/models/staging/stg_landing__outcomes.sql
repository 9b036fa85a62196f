with

source as (

    select * from {{ source('raw', 'outcomes') }}

),

renamed as (

    select
        delivery_id,
        document_id as document_key,
        path,
        kind,
        org_code,
        step,
        outcome,
        code as outcome_code,
        message_zh,
        message_en,
        place,
        cast(size_bytes as bigint) as size_bytes,
        cast(records_seen as integer) as records_seen,
        cast(records_loaded as integer) as records_loaded,
        cast(records_rejected as integer) as records_rejected,
        cast(records_ignored as integer) as records_ignored,
        {{ utc_timestamp('received_at') }} as received_at
    from source

)

select * from renamed
