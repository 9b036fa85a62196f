{{ config(tags=['phase_2']) }}

with

failures as (

    select * from {{ ref('stg_check__failures') }}

),

previous_findings as (

    select * from {{ ref('stg_release__previous_findings') }}

),

documents as (

    select * from {{ ref('dim_documents') }}

),

periods as (

    select * from {{ ref('dim_periods') }}

),

keyed as (

    -- Never of values, file or release: the same finding is the same in the next release.
    select
        *,
        {{ surrogate_key(['check_id', 'plan_id', 'subject_key']) }} as finding_key,
        nullif({{ json_text('detail', 'explanation') }}, '') as explanation
    from failures

),

dated as (

    -- no fan-out: a release holds a finding once
    select
        keyed.*,
        coalesce(previous_findings.first_release_id, '{{ release_id() }}') as first_release_id,
        '{{ release_id() }}' as last_release_id,
        coalesce(periods.period_end_date, years.period_end_date) as period_end_date
    from keyed
    left join previous_findings on keyed.finding_key = previous_findings.finding_key
    left join documents on keyed.document_key = documents.document_key
    left join periods on keyed.period_code = periods.period_code
    left join periods as years
        on
            coalesce(documents.year_end, documents.year) = years.year
            and years.granularity = 'year'

)

select
    finding_key,
    document_key,
    plan_id,
    subject_key,
    org_code,
    period_code,
    check_id,
    severity,
    effect,
    subject_zh,
    subject_en,
    message_zh,
    message_en,
    expected,
    observed,
    -- An explanation that came with the figure answers the checks that ask for one, which are those
    -- that hand it on.
    case when explanation is not null then 'explained' else 'open' end as disposition,
    case when explanation is not null then 'report' end as disposition_source,
    explanation,
    first_release_id,
    last_release_id,
    check_version,
    difference,
    tolerance,
    period_end_date,
    detail,
    evidence
from dated
