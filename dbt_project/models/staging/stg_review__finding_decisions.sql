{{ config(tags=['phase_2']) }}

with

source as (

    select * from {{ source('raw', 'finding_decisions') }}

),

renamed as (

    select
        decision_id,
        finding_key,
        check_id,
        disposition,
        owner,
        reason,
        fingerprint,
        release_id,
        actor,
        is_latest,
        cast(expires_on as date) as expires_on,
        {{ utc_timestamp('decided_at') }} as decided_at
    from source

)

select * from renamed
