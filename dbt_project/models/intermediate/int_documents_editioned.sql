with

dated as (

    select * from {{ ref('int_documents_dated') }}

),

first_received as (

    select
        *,
        min(received_at) over (
            partition by plan_id, issued_on, format, title_match_name, text_fingerprint
        ) as content_first_received_at
    from dated

),

reissued as (

    -- Another text under the same date, format and title is a correction; the same text in
    -- another format or encoding is another copy of the same edition.
    select
        *,
        dense_rank() over (
            partition by plan_id, issued_on, format, title_match_name
            order by content_first_received_at, text_fingerprint
        ) as reissue_no
    from first_received

),

numbered as (

    select
        *,
        dense_rank() over (
            partition by plan_id order by issued_on nulls first, reissue_no
        ) as edition_no
    from reissued

),

superseded as (

    -- A page that announces a plan again without its tables leaves the tables in force.
    select
        document_key,
        container_key,
        plan_id,
        title,
        issuer,
        document_number,
        index_number,
        kind,
        standing,
        format,
        year,
        year_end,
        is_synthetic,
        published_on,
        received_at,
        attachments,
        evidence,
        cast(edition_no as integer) as edition_no,
        case
            when has_targets
                then edition_no < max(case when has_targets then edition_no end) over plan_editions
            else edition_no < max(edition_no) over plan_editions
        end as is_superseded
    from numbered
    window plan_editions as (partition by plan_id)

)

select * from superseded
