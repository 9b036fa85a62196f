with

source as (

    select * from {{ source('raw', 'issues') }}

),

renamed as (

    select
        delivery_id,
        document_id as document_key,
        code as issue_code,
        severity,
        message_zh,
        message_en,
        place,
        as_printed,
        evidence,
        {{ utc_timestamp('received_at') }} as received_at
    from source

)

select * from renamed
