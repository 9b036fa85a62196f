with

source as (

    select * from {{ source('raw', 'indicator_matches') }}

),

renamed as (

    select
        match_key,
        plan_id,
        left_document_id as document_key,
        left_key as narrative_place,
        left_indicator as narrative_indicator,
        left_quote as narrative_quote,
        left_comparator as narrative_comparator,
        left_unit as narrative_unit_name,
        right_document_id as table_document_key,
        right_key as table_place,
        right_indicator as table_indicator,
        right_comparator as table_comparator,
        right_unit as table_unit_name,
        status,
        method,
        relation,
        reason,
        candidates,
        evidence,
        cast(match_no as integer) as match_no,
        cast(left_value as {{ quantity_type() }}) as narrative_value,
        cast(right_value as {{ quantity_type() }}) as table_value,
        cast(score as {{ ratio_type() }}) as score
    from source

)

select * from renamed
