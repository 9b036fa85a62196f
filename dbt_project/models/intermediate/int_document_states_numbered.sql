{#- No table: one model reads it. -#}
{{ config(materialized='ephemeral') }}

with

dated as (

    select * from {{ ref('int_document_states_dated') }}

),

ordered as (

    -- What was put back in place of a later issue is the issue that counts since then.
    select
        *,
        case
            when returned_at is null then issued_on
            else max(issued_on) over by_receipt
        end as ordered_on
    from dated
    window by_receipt as (
        partition by plan_id, known_from order by received_at
        range between unbounded preceding and current row
    )

),

first_received as (

    select
        *,
        min(received_at) over (
            partition by
                plan_id, known_from, ordered_on, returned_at, format, title_match_name,
                text_fingerprint
        ) as content_first_received_at
    from ordered

),

reissued as (

    -- Another text under the same date, format and title is a correction; the same text in
    -- another format or encoding is another copy of the same edition.
    select
        *,
        dense_rank() over (
            partition by
                plan_id, known_from, ordered_on, returned_at, format, title_match_name
            order by content_first_received_at, text_fingerprint
        ) as reissue_no
    from first_received

),

numbered as (

    select
        *,
        cast(dense_rank() over (
            partition by plan_id, known_from
            order by ordered_on asc nulls first, returned_at asc nulls first, reissue_no asc
        ) as integer) as edition_no
    from reissued

),

placed as (

    -- One document stands for its edition: tables before a bare page, then the first received.
    select
        *,
        row_number() over (
            partition by plan_id, known_from, edition_no
            order by
                case when has_targets then 0 else 1 end, first_received_at, document_key
        ) as place_in_edition
    from numbered

)

select * from placed
