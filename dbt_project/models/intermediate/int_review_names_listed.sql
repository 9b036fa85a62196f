{#- No table: one model reads it. -#}
{{ config(materialized='ephemeral') }}

with

matches as (

    select * from {{ ref('stg_match__entity_matches') }}

),

narrative as (

    select * from {{ ref('stg_match__indicator_matches') }}
    where match_no = 1 and narrative_place is not null

),

numbered as (

    -- Two ways to print one name are one question: the commoner one shows it.
    select
        match_key as queue_key,
        entity_type || case
            when entity_type = 'department' then '_similar'
            when status = 'ambiguous' then '_ambiguous'
            else '_unmatched'
        end as question_type,
        status in ('ambiguous', 'unmatched') as is_open,
        printed_name as subject,
        scope_name,
        document_key,
        evidence,
        candidates,
        sum(occurrence_count) over (partition by match_key) as occurrence_count,
        row_number() over (
            partition by match_key
            order by
                case when status in ('ambiguous', 'unmatched') then 0 else 1 end asc,
                occurrence_count desc, printed_name asc
        ) as choice_no
    from matches

),

names as (

    select
        queue_key,
        question_type,
        is_open,
        subject,
        scope_name,
        document_key,
        evidence,
        candidates,
        occurrence_count
    from numbered
    where choice_no = 1

),

prose as (

    -- A target that no table row comes near is the narrative's own and nothing to ask about.
    select
        match_key as queue_key,
        'narrative_ambiguous' as question_type,
        status = 'ambiguous' as is_open,
        narrative_indicator || '：' || narrative_quote as subject,
        plan_id as scope_name,
        document_key,
        evidence,
        candidates,
        1 as occurrence_count
    from narrative

),

listed as (

    select * from names
    union all
    select * from prose

)

select * from listed
