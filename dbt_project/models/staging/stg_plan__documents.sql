with

source as (

    select * from {{ source('raw', 'documents') }}

),

renamed as (

    select
        document_id as document_key,
        delivery_id,
        container_id as container_key,
        plan_id,
        title,
        issuer,
        document_number,
        index_number,
        kind,
        standing,
        format,
        parts,
        attachments,
        evidence,
        cast(year as integer) as year,
        cast(year_end as integer) as year_end,
        is_synthetic,
        cast(published_on as date) as published_on,
        {{ utc_timestamp('received_at') }} as received_at
    from source

)

select * from renamed
