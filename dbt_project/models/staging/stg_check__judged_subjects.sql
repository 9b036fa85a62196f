{{ config(tags=['phase_2']) }}

with

source as (

    select * from {{ source('raw', 'judged_subjects') }}

),

renamed as (

    select
        {{ surrogate_key(['check_id', 'plan_id', 'subject_key']) }} as finding_key,
        check_id,
        expected,
        observed,
        is_evaluated
    from source

)

select * from renamed
