{{ config(tags=['phase_2']) }}

with

source as (

    select * from {{ source('raw', 'check_failures') }}

),

renamed as (

    select
        -- Never of values, file or release: the same finding is the same in the next release.
        {{ surrogate_key(['check_id', 'plan_id', 'subject_key']) }} as finding_key,
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
        {{ surrogate_key(['expected', 'observed']) }} as fingerprint,
        nullif({{ json_text('detail', 'explanation') }}, '') as explanation,
        cast(check_version as integer) as check_version,
        cast(difference as {{ quantity_type() }}) as difference,
        cast(tolerance as {{ quantity_type() }}) as tolerance
    from source

)

select * from renamed
