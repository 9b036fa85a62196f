with

source as (

    select * from {{ source('raw', 'submission_values') }}

),

renamed as (

    select
        delivery_id,
        document_id as document_key,
        submitted_by_org_code,
        org_code,
        org_as_printed as org_name,
        period_code,
        indicator as indicator_name,
        unit as printed_unit_name,
        raw,
        basis,
        explanation,
        plan_id as named_plan_id,
        indicator_key as named_indicator_key,
        evidence,
        cast(row_no as integer) as row_no,
        is_synthetic,
        cast(value as {{ quantity_type() }}) as reported_value,
        cast(as_of as date) as as_of_date,
        {{ utc_timestamp('received_at') }} as received_at
    from source

)

select * from renamed
