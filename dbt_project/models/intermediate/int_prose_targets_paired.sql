{#- No table: one model reads it. -#}
{{ config(materialized='ephemeral') }}

with

quantities as (

    select * from {{ ref('int_prose_places_named') }}
    where kind = 'target'

),

matches as (

    select * from {{ ref('stg_match__indicator_matches') }}

),

names as (

    select * from {{ ref('int_indicator_names_normalised') }}

),

table_rows as (

    select
        document_key,
        match_name,
        indicator_key,
        concat(part_no, ':', table_no, ':', row_no) as table_place
    from {{ ref('int_indicators_identified') }}

),

table_totals as (

    -- The first is the whole year where a table has the year and its halves.
    select
        indicator_key,
        left(period_code, 4) as target_year,
        min(period_code) as total_period_code,
        min(org_key) as indicator_total_key,
        min(org_name) as indicator_total_name
    from {{ ref('int_statements_identified') }}
    where is_total and measure = 'target' and not is_superseded
    group by indicator_key, left(period_code, 4)

),

matched as (

    -- A target that names two indicators at once is two rows.
    select
        quantities.*,
        matches.status as match_status,
        case when matches.status <> 'ambiguous' then matches.relation end as match_relation,
        table_rows.indicator_key as table_indicator_key,
        coalesce(matches.match_no, 1) as match_no
    from quantities
    left join matches
        on
            quantities.document_key = matches.document_key
            and quantities.place = matches.narrative_place
            and quantities.indicator_name = matches.narrative_indicator
            and quantities.occurrence_no = 1
    left join names on matches.table_indicator = names.indicator_name
    left join table_rows
        on
            matches.status = 'matched'
            and matches.table_document_key = table_rows.document_key
            and matches.table_place = table_rows.table_place
            and names.match_name = table_rows.match_name

),

paired as (

    select
        matched.*,
        case when matched.is_total then table_totals.indicator_total_key end as table_org_key,
        case when matched.is_total then table_totals.indicator_total_name end as table_org_name,
        table_totals.total_period_code
    from matched
    left join table_totals
        on
            matched.table_indicator_key = table_totals.indicator_key
            and matched.period_code = table_totals.target_year

)

select * from paired
