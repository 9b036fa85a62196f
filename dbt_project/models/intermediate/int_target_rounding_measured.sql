{#- No table: one model reads it. -#}
{{ config(materialized='ephemeral') }}

with

targets as (

    select * from {{ ref('int_targets_resolved') }}

),

printed as (

    select
        *,
        {{ printed_number('raw') }} as printed_number
    from targets

),

measured as (

    select
        target_key,
        {{ rounding_of('printed_number', 'original_value') }} as rounding
    from printed

)

select * from measured
