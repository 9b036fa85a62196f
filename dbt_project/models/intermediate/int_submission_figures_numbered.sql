with

submissions as (

    select * from {{ ref('int_submissions_admitted') }}
    where {{ changed('report') }}

),

reported as (

    select * from {{ ref('int_actuals_converted') }}
    where submitted_by_org_code is not null

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

)

select * from chosen
