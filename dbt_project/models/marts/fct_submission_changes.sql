{{ config(materialized='incremental', meta={'changed_by': 'report'}) }}

with

submissions as (

    select * from {{ ref('int_submissions_admitted') }}
    where {{ changed('report') }}

),

reported as (

    select * from {{ ref('int_actuals_converted') }}
    where source = 'submission'

),

said as (

    -- What a report says of one subject; of two rows that say the same the last.
    select
        submissions.submission_key,
        submissions.delivery_id,
        submissions.document_key,
        submissions.org_code,
        submissions.period_code,
        submissions.revision_no,
        submissions.received_at,
        submissions.is_synthetic,
        reported.org_code as about_org_code,
        reported.plan_id,
        reported.indicator_key,
        reported.indicator_name,
        reported.basis,
        reported.converted_value,
        reported.unit_name,
        reported.explanation,
        reported.evidence,
        {{ surrogate_key([
            'submissions.org_code', 'submissions.period_code', 'reported.org_code',
            'coalesce(reported.indicator_key, reported.match_name)', 'reported.basis',
        ]) }} as subject_key,
        row_number() over (
            partition by
                submissions.submission_key, reported.org_code,
                coalesce(reported.indicator_key, reported.match_name), reported.basis
            order by reported.row_no desc, reported.actual_key desc
        ) as choice_no
    from submissions
    inner join reported
        on
            submissions.delivery_id = reported.delivery_id
            and submissions.org_code = reported.submitted_by_org_code
            and submissions.period_code = reported.period_code

),

chosen as (

    select
        *,
        max(case when converted_value is not null then revision_no end) over (
            partition by subject_key order by revision_no
            rows between unbounded preceding and 1 preceding
        ) as previous_revision_no
    from said
    where choice_no = 1

),

compared as (

    -- no fan-out: a report says one thing of a subject
    select
        chosen.*,
        previous.delivery_id as previous_delivery_id,
        previous.converted_value as previous_value,
        case
            when chosen.converted_value is null and previous.subject_key is null then 'still_blank'
            when chosen.converted_value is null then 'left_blank'
            when previous.subject_key is null then 'added'
            when
                chosen.converted_value = previous.converted_value
                and coalesce(chosen.unit_name, '') = coalesce(previous.unit_name, '')
                then 'same'
            else 'changed'
        end as change_kind
    from chosen
    left join chosen as previous
        on
            chosen.subject_key = previous.subject_key
            and chosen.previous_revision_no = previous.revision_no
    where chosen.revision_no > 1

),

left_out as (

    -- Figures of the report before that this one, which does not say that it is partial, lacks.
    select
        submissions.submission_key,
        submissions.delivery_id,
        submissions.document_key,
        submissions.revision_no,
        submissions.received_at,
        submissions.is_synthetic,
        earlier.org_code,
        earlier.period_code,
        earlier.about_org_code,
        earlier.plan_id,
        earlier.indicator_key,
        earlier.indicator_name,
        earlier.basis,
        earlier.unit_name,
        earlier.evidence,
        earlier.subject_key,
        earlier.revision_no as previous_revision_no,
        earlier.delivery_id as previous_delivery_id,
        earlier.converted_value as previous_value
    from chosen as earlier
    inner join submissions
        on
            earlier.org_code = submissions.org_code
            and earlier.period_code = submissions.period_code
            and submissions.revision_no = earlier.revision_no + 1
    left join chosen as later
        on
            earlier.subject_key = later.subject_key
            and submissions.revision_no = later.revision_no
    where
        later.subject_key is null and earlier.converted_value is not null
        and not coalesce(submissions.is_partial, false)

),

changes as (

    select
        submission_key,
        subject_key,
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
        explanation,
        is_synthetic,
        evidence,
        received_at
    from compared
    union all
    select
        submission_key,
        subject_key,
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
        'left_out' as change_kind,
        revision_no,
        previous_revision_no,
        previous_delivery_id,
        previous_value,
        cast(null as {{ quantity_type() }}) as converted_value,
        cast(null as {{ dbt.type_string() }}) as explanation,
        is_synthetic,
        evidence,
        received_at
    from left_out

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
