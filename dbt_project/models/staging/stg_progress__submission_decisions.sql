with

source as (

    select * from {{ source('raw', 'submission_decisions') }}

),

renamed as (

    select
        decision_id as decision_key,
        kind,
        plan_id,
        org_code,
        period_code,
        delivery_id,
        step_name,
        verdict,
        actor,
        comment as reason,
        {{ utc_timestamp('decided_at') }} as decided_at
    from source

)

select * from renamed
