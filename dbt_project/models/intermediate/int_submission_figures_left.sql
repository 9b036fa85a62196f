{#- No table: one model reads it. -#}
{{ config(materialized='ephemeral') }}

with

submissions as (

    select * from {{ ref('int_submissions_admitted') }}
    where {{ changed('report') }}

),

figures as (

    select * from {{ ref('int_submission_figures_numbered') }}

),

left_out as (

    -- Figures of the report before that this one, which does not say that it is partial, lacks.
    select
        submissions.submission_key,
        earlier.subject_key,
        submissions.delivery_id,
        submissions.document_key,
        earlier.org_code,
        earlier.about_org_code,
        earlier.period_code,
        earlier.plan_id,
        earlier.indicator_key,
        earlier.indicator_name,
        earlier.basis,
        earlier.unit_name,
        'left_out' as change_kind,
        submissions.revision_no,
        earlier.revision_no as previous_revision_no,
        earlier.delivery_id as previous_delivery_id,
        earlier.converted_value as previous_value,
        cast(null as {{ quantity_type() }}) as converted_value,
        cast(null as {{ dbt.type_string() }}) as explanation,
        submissions.is_synthetic,
        earlier.evidence,
        submissions.received_at
    from figures as earlier
    inner join submissions
        on
            earlier.org_code = submissions.org_code
            and earlier.period_code = submissions.period_code
            and submissions.revision_no = earlier.revision_no + 1
    left join figures as later
        on
            earlier.subject_key = later.subject_key
            and submissions.revision_no = later.revision_no
    where
        later.subject_key is null and earlier.converted_value is not null
        and not coalesce(submissions.is_partial, false)

)

select * from left_out
