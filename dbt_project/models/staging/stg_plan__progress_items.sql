with

source as (

    select * from {{ source('raw', 'progress_items') }}

),

renamed as (

    select
        document_id as document_key,
        delivery_id,
        project_name,
        label,
        text as item_text,
        evidence,
        cast(part_no as integer) as part_no,
        cast(table_no as integer) as table_no,
        cast(project_no as integer) as project_no,
        cast(item_seq as integer) as item_seq,
        {{ utc_timestamp('received_at') }} as received_at
    from source

)

select * from renamed
