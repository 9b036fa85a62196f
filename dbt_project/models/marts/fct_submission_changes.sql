{{ config(materialized='incremental', meta={'changed_by': 'report'}) }}

with

figures as (

    select * from {{ ref('int_submission_figures_numbered') }}
    where {{ changed('report') }}

),

left_out as (

    select * from {{ ref('int_submission_figures_left') }}

),

compared as (

    -- no fan-out: a report says one thing of a subject
    select
        chosen.submission_key,
        chosen.subject_key,
        chosen.delivery_id,
        chosen.document_key,
        chosen.org_code,
        chosen.about_org_code,
        chosen.period_code,
        chosen.plan_id,
        chosen.indicator_key,
        chosen.indicator_name,
        chosen.basis,
        chosen.unit_name,
        case
            when chosen.converted_value is null and previous.subject_key is null then 'still_blank'
            when chosen.converted_value is null then 'left_blank'
            when previous.subject_key is null then 'added'
            when
                chosen.converted_value = previous.converted_value
                and coalesce(chosen.unit_name, '') = coalesce(previous.unit_name, '')
                then 'same'
            else 'changed'
        end as change_kind,
        chosen.revision_no,
        chosen.previous_revision_no,
        previous.delivery_id as previous_delivery_id,
        previous.converted_value as previous_value,
        chosen.converted_value,
        chosen.explanation,
        chosen.is_synthetic,
        chosen.evidence,
        chosen.received_at
    from figures as chosen
    left join figures as previous
        on
            chosen.subject_key = previous.subject_key
            and chosen.previous_revision_no = previous.revision_no
    where chosen.revision_no > 1

),

changes as (

    -- the same columns in the same order
    select * from compared
    union all
    select * from left_out

)

select
    {{ surrogate_key(['submission_key', 'subject_key']) }} as change_key,
    submission_key,
    delivery_id,
    document_key,
    org_code,
    about_org_code,
    period_code,
    plan_id,
    indicator_key,
    indicator_name,
    basis,
    unit_name,
    change_kind,
    revision_no,
    previous_revision_no,
    previous_delivery_id,
    previous_value,
    converted_value,
    cast(converted_value - previous_value as {{ quantity_type() }}) as difference,
    explanation,
    is_synthetic,
    evidence,
    received_at
from changes
