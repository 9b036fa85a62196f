with

source as (

    select * from {{ source('raw', 'declared_counts') }}

),

renamed as (

    select
        document_id as document_key,
        noun,
        listed_as,
        is_certain,
        reason as skip_reason,
        items as item_names,
        quote,
        evidence,
        cast(part_no as integer) as part_no,
        cast(count_no as integer) as count_no,
        cast(declared as integer) as declared_count,
        cast(found as integer) as found_count,
        {{ utc_timestamp('received_at') }} as received_at
    from source

)

select * from renamed
