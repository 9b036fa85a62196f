with

source as (

    select * from {{ source('raw', 'changed_reports') }}

),

renamed as (

    select
        delivery_id,
        document_id as document_key,
        org_code,
        period_code,
        plan_id
    from source

)

select * from renamed
