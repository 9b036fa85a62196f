with

source as (

    select * from {{ source('raw', 'entity_matches') }}

),

renamed as (

    select
        match_key,
        entity_type,
        scope_key,
        scope_name,
        printed_name,
        matched_code,
        matched_name,
        method,
        status,
        candidates,
        evidence,
        document_id as document_key,
        cast(score as {{ ratio_type() }}) as score,
        cast(occurrence_count as integer) as occurrence_count
    from source

)

select * from renamed
