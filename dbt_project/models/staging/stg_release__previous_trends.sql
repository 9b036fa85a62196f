{{ config(tags=['phase_2']) }}

with

source as (

    select * from {{ source('raw', 'previous_release_trends') }}

),

renamed as (

    select
        release_id,
        check_id,
        severity,
        outcome,
        total_count,
        open_count,
        explained_count,
        waived_count,
        resolved_count,
        new_count,
        changed_count,
        reopened_count,
        gone_count,
        cause_count,
        cast(release_no as integer) as release_no,
        cast(as_of_date as date) as as_of_date
    from source

)

select * from renamed
