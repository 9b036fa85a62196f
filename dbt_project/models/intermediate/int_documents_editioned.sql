with

documents as (

    select * from {{ ref('stg_plan__documents') }}

),

texts as (

    select * from {{ ref('stg_plan__texts') }}

),

dated as (

    -- A copy without a date (a bare workbook) belongs to the issue that was known when it came.
    select
        documents.*,
        {{ normalised_name('documents.title') }} as title_match_name,
        coalesce(texts.text_fingerprint, documents.document_key) as text_fingerprint,
        coalesce(
            documents.published_on,
            max(documents.published_on) over (
                partition by documents.plan_id order by documents.received_at
                range between unbounded preceding and current row
            ),
            min(documents.published_on) over (partition by documents.plan_id)
        ) as issued_on
    from documents
    left join texts on documents.document_key = texts.document_key

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

    select
        document_key,
        plan_id,
        title,
        issuer,
        document_number,
        index_number,
        kind,
        format,
        year,
        is_synthetic,
        published_on,
        received_at,
        evidence,
        cast(edition_no as integer) as edition_no,
        edition_no < max(edition_no) over (partition by plan_id) as is_superseded
    from numbered

)

select * from superseded
