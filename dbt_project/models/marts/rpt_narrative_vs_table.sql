with

matches as (

    select * from {{ ref('stg_match__indicator_matches') }}

),

milestones as (

    select * from {{ ref('int_prose_milestones_attached') }}
    where occurrence_no = 1

),

keyed as (

    -- no fan-out: a target of running text is a milestone of one target
    select
        matches.*,
        {{ surrogate_key(['matches.match_key', 'matches.match_no']) }} as narrative_match_key,
        case
            when matches.status = 'unmatched'
                then coalesce(matches.relation, 'only_in_narrative')
            when
                milestones.statement_key is null or length(matches.table_period_code) > 4
                then matches.relation
            when matches.status = 'matched' then 'milestone'
        end as target_relation
    from matches
    left join milestones
        on
            matches.document_key = milestones.document_key
            and matches.narrative_place = milestones.place
            and matches.narrative_indicator = milestones.indicator_name
            and matches.match_no = milestones.match_no

)

select
    narrative_match_key,
    plan_id,
    document_key,
    narrative_place,
    narrative_indicator,
    narrative_quote,
    narrative_clause,
    narrative_section,
    narrative_org_name,
    narrative_comparator,
    narrative_unit_name,
    table_document_key,
    table_place,
    table_indicator,
    table_quote,
    table_org_name,
    table_comparator,
    table_unit_name,
    status,
    method,
    target_relation as relation,
    reason,
    candidates,
    evidence,
    table_evidence,
    narrative_year,
    table_year,
    match_no,
    narrative_value,
    table_value,
    difference,
    score
from keyed
