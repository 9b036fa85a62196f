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
        left_text as narrative_clause,
        left_section as narrative_section,
        left_org as narrative_org_name,
        left_comparator as narrative_comparator,
        left_unit as narrative_unit_name,
        right_document_id as table_document_key,
        right_key as table_place,
        right_indicator as table_indicator,
        right_quote as table_quote,
        right_org as table_org_name,
        right_period as table_period_code,
        right_comparator as table_comparator,
        right_unit as table_unit_name,
        status,
        method,
        relation,
        reason,
        candidates,
        evidence,
        right_evidence as table_evidence,
        cast(left_year as integer) as narrative_year,
        cast(right_year as integer) as table_year,
        cast(match_no as integer) as match_no,
        cast(left_value as {{ quantity_type() }}) as narrative_value,
        cast(right_value as {{ quantity_type() }}) as table_value,
        cast(difference as {{ quantity_type() }}) as difference,
        cast(score as {{ ratio_type() }}) as score
    from source

)

select * from renamed
