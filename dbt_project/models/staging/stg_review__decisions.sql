with

source as (

    select * from {{ source('raw', 'review_decisions') }}

),

renamed as (

    select
        decision_key,
        queue_key,
        question_type,
        subject,
        decision,
        value as printed_value,
        value_code,
        value_name,
        reviewer,
        reason,
        is_latest,
        cast(value_number as {{ quantity_type() }}) as value_number,
        {{ utc_timestamp('decided_at') }} as decided_at
    from source

)

select * from renamed
