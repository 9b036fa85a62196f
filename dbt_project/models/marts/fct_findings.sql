{{ config(tags=['phase_2']) }}

with

failures as (

    select * from {{ ref('stg_check__failures') }}

),

followed as (

    select * from {{ ref('int_findings_followed') }}

),

causes as (

    select * from {{ ref('stg_check__finding_causes') }}

),

documents as (

    select * from {{ ref('dim_documents') }}

),

periods as (

    select * from {{ ref('dim_periods') }}

),

dated as (

    -- no fan-out: what is joined has a finding, a document or a period once
    select
        failures.*,
        followed.first_release_id, followed.decided, followed.decision_id, followed.is_in_force,
        followed.owner, followed.reason, followed.expires_on, followed.decided_at,
        followed.reopened_reason,
        followed.known_seen_count + 1 as seen_count,
        coalesce(causes.cause_key, failures.finding_key) as cause_key,
        coalesce(causes.cause_zh, failures.message_zh) as cause_zh,
        coalesce(causes.cause_en, failures.message_en) as cause_en,
        case
            when followed.lapse is not null or followed.event = 'reopened' then 'reopened'
            when followed.event = 'opened' then 'new'
            else followed.event
        end as occurrence,
        coalesce(periods.period_end_date, years.period_end_date) as period_end_date
    from failures
    left join followed on failures.finding_key = followed.finding_key
    left join causes on failures.finding_key = causes.finding_key
    left join documents on failures.document_key = documents.document_key
    left join periods on failures.period_code = periods.period_code
    left join periods as years
        on
            coalesce(documents.year_end, documents.year) = years.year
            and years.granularity = 'year'

),

disposed as (

    -- An explanation that came with the figure answers the checks that ask for one, which are those
    -- that hand it on. What people decided goes before it.
    select
        *,
        case
            when is_in_force and decided in ('explained', 'waived') then decided
            when explanation is not null and not is_in_force then 'explained'
            else 'open'
        end as disposition,
        case
            when is_in_force then 'decision'
            when explanation is not null then 'report'
        end as disposition_source
    from dated

)

select
    finding_key, document_key, plan_id, subject_key, org_code, period_code, check_id,
    severity, effect, subject_zh, subject_en, message_zh, message_en, expected, observed,
    fingerprint, cause_key, cause_key = finding_key as is_cause_lead, cause_zh, cause_en,
    occurrence,
    disposition,
    disposition_source,
    case when is_in_force then owner end as disposition_owner,
    case disposition_source when 'decision' then reason when 'report' then explanation end
        as disposition_reason,
    case when is_in_force then expires_on end as disposition_expires_on,
    case when is_in_force then decided_at end as disposition_decided_at,
    case when disposition = 'open' then reopened_reason end as reopened_reason,
    explanation,
    first_release_id,
    '{{ release_id() }}' as last_release_id,
    check_version,
    seen_count,
    difference, tolerance, period_end_date, detail, evidence
from disposed
