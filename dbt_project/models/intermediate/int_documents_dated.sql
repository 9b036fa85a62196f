with

documents as (

    select * from {{ ref('stg_plan__documents') }}

),

texts as (

    select * from {{ ref('stg_plan__texts') }}

),

cells as (

    select * from {{ ref('stg_plan__cells') }}

),

with_targets as (

    select
        document_key,
        count(*) as target_count
    from cells
    where measure = 'target'
    group by document_key

),

dated as (

    -- A copy without a date (a bare workbook) belongs to the issue that was known when it came.
    select
        documents.*,
        {{ normalised_name('documents.title') }} as title_match_name,
        coalesce(texts.text_fingerprint, documents.document_key) as text_fingerprint,
        with_targets.document_key is not null as has_targets,
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
    left join with_targets on documents.document_key = with_targets.document_key

)

select * from dated
