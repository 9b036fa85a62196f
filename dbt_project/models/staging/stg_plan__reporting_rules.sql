with

source as (

    select * from {{ source('raw', 'reporting_rules') }}

),

renamed as (

    select
        document_id as document_key,
        frequency,
        due_kind,
        holiday_move,
        is_printed,
        quote,
        evidence,
        cast(part_no as integer) as part_no,
        cast(rule_no as integer) as rule_no,
        cast(due_number as integer) as due_number,
        cast(due_month as integer) as due_month,
        {{ utc_timestamp('received_at') }} as received_at
    from source

)

select * from renamed
