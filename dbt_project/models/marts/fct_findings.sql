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
        coalesce(causes.cause_key, failures.finding_key) as cause_key,
        coalesce(causes.cause_zh, failures.message_zh) as cause_zh,
        coalesce(causes.cause_en, failures.message_en) as cause_en,
        coalesce(periods.period_end_date, years.period_end_date) as period_end_date
    from failures
    left join causes on failures.finding_key = causes.finding_key
    left join documents on failures.document_key = documents.document_key
    left join periods on failures.period_code = periods.period_code
    left join periods as years
        on
            coalesce(documents.year_end, documents.year) = years.year
            and years.granularity = 'year'

)

-- no fan-out: a finding is followed once
select
    dated.finding_key,
    dated.document_key,
    dated.plan_id,
    dated.subject_key,
    dated.org_code,
    dated.period_code,
    dated.check_id,
    dated.severity,
    dated.effect,
    dated.subject_zh,
    dated.subject_en,
    dated.message_zh,
    dated.message_en,
    dated.expected,
    dated.observed,
    dated.fingerprint,
    dated.cause_key,
    dated.cause_key = dated.finding_key as is_cause_lead,
    dated.cause_zh,
    dated.cause_en,
    followed.occurrence,
    followed.disposition,
    followed.disposition_source,
    case when followed.is_in_force then followed.owner end as disposition_owner,
    case when followed.is_in_force then followed.reason else dated.explanation end
        as disposition_reason,
    case when followed.is_in_force then followed.expires_on end as disposition_expires_on,
    case when followed.is_in_force then followed.decided_at end as disposition_decided_at,
    case when followed.disposition = 'open' then followed.reopened_reason end as reopened_reason,
    dated.explanation,
    followed.first_release_id,
    '{{ release_id() }}' as last_release_id,
    dated.check_version,
    followed.known_seen_count + 1 as seen_count,
    dated.difference,
    dated.tolerance,
    dated.period_end_date,
    dated.detail,
    dated.evidence
from dated
inner join followed on dated.finding_key = followed.finding_key
