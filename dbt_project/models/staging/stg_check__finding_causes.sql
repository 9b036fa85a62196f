{{ config(tags=['phase_2']) }}

with

source as (

    select * from {{ source('raw', 'finding_causes') }}

),

renamed as (

    select
        {{ surrogate_key(['check_id', 'plan_id', 'subject_key']) }} as finding_key,
        {{ surrogate_key(['lead_check_id', 'lead_plan_id', 'lead_subject_key']) }} as cause_key,
        cause_zh,
        cause_en
    from source

)

select * from renamed
