{{ config(tags=['phase_2']) }}

with

source as (

    select * from {{ source('raw', 'previous_finding_events') }}

),

renamed as (

    select
        finding_key,
        check_id,
        plan_id,
        subject_key,
        subject_zh,
        subject_en,
        release_id,
        event,
        expected,
        observed,
        fingerprint,
        reopened_reason,
        decision_id,
        cast(release_no as integer) as release_no
    from source

)

select * from renamed
