with

matches as (

    select * from {{ ref('stg_match__indicator_matches') }}

),

keyed as (

    select
        *,
        {{ surrogate_key(['match_key', 'match_no']) }} as narrative_match_key
    from matches

)

select
    narrative_match_key,
    plan_id,
    document_key,
    narrative_place,
    narrative_indicator,
    narrative_quote,
    narrative_comparator,
    narrative_unit_name,
    table_document_key,
    table_place,
    table_indicator,
    table_comparator,
    table_unit_name,
    status,
    method,
    relation,
    reason,
    candidates,
    evidence,
    match_no,
    narrative_value,
    table_value,
    score
from keyed
