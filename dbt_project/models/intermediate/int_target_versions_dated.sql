{#- No table: one model reads it. -#}
{{ config(materialized='ephemeral') }}

with

spans as (

    select * from {{ ref('int_target_spans_listed') }}

),

adjustments as (

    select * from {{ ref('int_target_adjustments_matched') }}
    where refusal_reason is null

),

moments as (

    -- A target is known differently from when another statement speaks for it, and from when an
    -- adjustment of it is recorded.
    select
        target_key,
        statement_key,
        known_from as span_from,
        known_to as span_to,
        known_from
    from spans
    union
    select
        spans.target_key,
        spans.statement_key,
        spans.known_from as span_from,
        spans.known_to as span_to,
        cast(adjustments.recorded_on as timestamp) as known_from
    from spans
    inner join adjustments on spans.target_key = adjustments.target_key
    where
        spans.known_from < adjustments.recorded_on
        and (spans.known_to is null or spans.known_to > adjustments.recorded_on)

),

segments as (

    select
        target_key,
        statement_key,
        known_from,
        coalesce(
            lead(known_from) over (
                partition by target_key, statement_key, span_from order by known_from
            ),
            span_to
        ) as known_to
    from moments

),

said as (

    -- In each segment the target as printed, and the adjustments recorded by then that its edition
    -- could not know of.
    select
        target_key,
        statement_key,
        known_from,
        known_to,
        cast(null as {{ dbt.type_string() }}) as adjustment_key,
        cast(null as date) as effective_on,
        0 as adjustment_no
    from segments
    union all
    select
        segments.target_key,
        segments.statement_key,
        segments.known_from,
        segments.known_to,
        adjustments.adjustment_key,
        adjustments.effective_on,
        adjustments.adjustment_no
    from segments
    inner join adjustments
        on
            segments.target_key = adjustments.target_key
            and segments.known_from >= adjustments.recorded_on
    left join {{ ref('int_statement_editions_dated') }} as editions
        on segments.statement_key = editions.statement_key
    where coalesce(editions.reissued_on <= adjustments.approved_on, true)

)

select
    *,
    cast(row_number() over by_effect as integer) as version_no,
    lead(effective_on) over by_effect as next_effective_on
from said
window by_effect as (partition by target_key, known_from order by adjustment_no)
