with

source as (

    select * from {{ source('raw', 'numbered_labels') }}

),

renamed as (

    select
        document_id as document_key,
        style,
        label,
        title,
        below,
        evidence,
        cast(part_no as integer) as part_no,
        cast(series_no as integer) as series_no,
        cast(label_no as integer) as label_no,
        cast(number as integer) as number,
        {{ utc_timestamp('received_at') }} as received_at
    from source

)

select * from renamed
