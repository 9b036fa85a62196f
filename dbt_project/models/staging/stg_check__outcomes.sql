{{ config(tags=['phase_2']) }}

with

source as (

    select * from {{ source('raw', 'check_outcomes') }}

),

renamed as (

    select
        check_id,
        outcome,
        reason,
        severity,
        effect,
        title_zh,
        title_en,
        cast(check_version as integer) as check_version,
        cast(evaluated_count as integer) as evaluated_count,
        cast(failed_count as integer) as failed_count
    from source

)

select * from renamed
