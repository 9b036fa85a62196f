with

source as (

    select * from {{ source('raw', 'submissions') }}

),

renamed as (

    select
        delivery_id,
        document_id as document_key,
        org_code,
        period_code,
        form as form_code,
        plan_id as named_plan_id,
        template_version,
        is_partial,
        evidence,
        cast(value_count as integer) as value_count,
        is_synthetic,
        {{ utc_timestamp('received_at') }} as received_at
    from source

)

select * from renamed
