with

paired as (

    select * from {{ ref('int_prose_targets_paired') }}

),

resolved as (

    -- What a plan's own words promise; a report that repeats a promise makes none of its own, and
    -- a target that may mean several rows of the table waits for a reviewer.
    select
        *,
        case
            when not is_in_plan then 'not_a_plan'
            when match_status = 'ambiguous' then 'ambiguous'
            when table_indicator_key is not null then 'table'
            else 'own'
        end as resolution
    from paired

),

identified as (

    -- An indicator of running text is told by its name, its kind of unit and whether the number
    -- is a change: 33 branches and 40 % of the branches are two.
    select
        *,
        {{ surrogate_key([
            'document_key', "'prose'", 'kind', 'place', 'indicator_name', 'occurrence_no',
            'match_no',
        ]) }} as statement_key,
        case resolution
            when 'table' then table_indicator_key
            when 'own' then {{ surrogate_key([
                'plan_id', 'match_name', "'prose'", 'unit_family', 'change',
            ]) }}
        end as indicator_key,
        coalesce(table_org_key, org_key) as target_org_key,
        coalesce(table_org_name, place_name) as target_org_name,
        coalesce(total_period_code, period_code) as target_period_code
    from resolved

)

select * from identified
