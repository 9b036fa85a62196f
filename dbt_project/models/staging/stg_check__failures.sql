{{ config(tags=['phase_2']) }}

with

source as (

    select * from {{ source('raw', 'check_failures') }}

),

renamed as (

    select
        check_id,
        severity,
        effect,
        subject_key,
        document_key,
        plan_id,
        subject_zh,
        subject_en,
        org_code,
        period_code,
        expected,
        observed,
        message_zh,
        message_en,
        evidence,
        detail,
        cast(check_version as integer) as check_version,
        cast(difference as {{ quantity_type() }}) as difference,
        cast(tolerance as {{ quantity_type() }}) as tolerance
    from source

)

select * from renamed
