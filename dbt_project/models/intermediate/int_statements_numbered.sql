{#- No table: one model reads it. -#}
{{ config(materialized='ephemeral') }}

with

cells as (

    select * from {{ ref('int_cells_matched') }}

),

indicators as (

    select * from {{ ref('int_indicators_identified') }}

),

numbered as (

    -- A printed number may be repeated by mistake; the second row is another statement.
    select
        cells.*,
        {{ evidence_place('cells.evidence') }} as place,
        indicators.indicator_key,
        cast(row_number() over (
            partition by
                cells.document_key, cells.part_no, cells.table_no, cells.row_no, cells.col_no,
                cells.match_name, cells.period_code, cells.measure
            order by {{ evidence_start('cells.evidence') }}, cells.evidence, cells.raw
        ) as integer) as occurrence_no
    from cells
    inner join indicators
        on
            cells.document_key = indicators.document_key
            and cells.part_no = indicators.part_no
            and cells.table_no = indicators.table_no
            and cells.row_no = indicators.row_no
            and cells.match_name = indicators.match_name

),

identified as (

    select
        *,
        {{ surrogate_key([
            'document_key', 'part_no', 'table_no', 'row_no', 'col_no', 'match_name',
            'period_code', 'measure', 'occurrence_no',
        ]) }} as statement_key
    from numbered

)

select * from identified
