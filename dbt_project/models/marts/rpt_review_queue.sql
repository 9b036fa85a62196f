with

subjects as (

    select * from {{ ref('int_review_subjects_listed') }}
    where is_open

),

decisions as (

    select * from {{ ref('stg_review__decisions') }}
    where is_latest

),

question_types as (

    select * from {{ ref('review_question_types') }}

),

documents as (

    select * from {{ ref('dim_documents') }}

),

open_questions as (

    -- no fan-out: one latest decision a question, one type, one document
    select
        subjects.*,
        question_types.title_zh,
        question_types.title_en,
        question_types.decisions,
        question_types.answer_zh,
        question_types.answer_en,
        question_types.sort_order,
        documents.title as document_title,
        documents.plan_id,
        documents.received_at as first_seen_at,
        {{ evidence_quote('subjects.evidence') }} as quote,
        {{ json_first('subjects.candidates', 'code') }} as suggested_code,
        {{ json_first('subjects.candidates', 'name') }} as suggested_name
    from subjects
    inner join question_types on subjects.question_type = question_types.question_type
    left join documents on subjects.document_key = documents.document_key
    left join decisions on subjects.queue_key = decisions.queue_key
    where decisions.queue_key is null

)

select
    queue_key,
    question_type,
    title_zh,
    title_en,
    subject,
    scope_name,
    plan_id,
    document_key,
    coalesce(document_title, scope_name) as document_title,
    quote,
    candidates,
    suggested_code,
    suggested_name,
    decisions,
    answer_zh,
    answer_en,
    cast(sort_order as integer) as sort_order,
    cast(occurrence_count as integer) as occurrence_count,
    first_seen_at,
    coalesce(evidence, '[]') as evidence
from open_questions
