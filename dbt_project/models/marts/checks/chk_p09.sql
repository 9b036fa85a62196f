with

measured as (

    select
        *,
        case when has_number + has_unit + has_owner + has_deadline = 4 then 0 else 1 end
            as is_incomplete
    from {{ ref('int_targets_measured') }}

),

scores as (

    select * from {{ ref('rpt_measurability') }}
    where not is_total

),

documents as (

    select * from {{ ref('dim_documents') }}

),

located as (

    select
        plan_id,
        document_key,
        action_name,
        {{ evidence_union('case when is_incomplete = 1 then evidence end', 'measured_name') }}
            as missing_evidence,
        min_by(evidence, measured_key) as first_evidence,
        max(is_incomplete) as has_incomplete
    from measured
    group by plan_id, document_key, action_name

),

compared as (

    select
        'P09' as check_id,
        scores.document_key,
        scores.plan_id,
        documents.received_at,
        scores.action_name as subject_zh,
        scores.action_name as subject_en,
        cast(null as {{ dbt.type_string() }}) as org_code,
        cast(null as {{ dbt.type_string() }}) as period_code,
        scores.target_count as expected,
        scores.complete_count as observed,
        scores.complete_count - scores.target_count as difference,
        0 as tolerance,
        true as is_evaluated,
        cast(null as {{ dbt.type_string() }}) as skip_reason,
        {{ surrogate_key(['scores.plan_id', 'scores.action_name']) }} as subject_key,
        case
            when located.has_incomplete = 1 then located.missing_evidence
            else located.first_evidence
        end as evidence,
        {{ json_record([
            ['score', plain_number('100 * scores.score')],
            ['numbers', 'scores.has_number_count'],
            ['units', 'scores.has_unit_count'],
            ['owners', 'scores.has_owner_count'],
            ['deadlines', 'scores.has_deadline_count'],
            ['missing', 'scores.missing'],
        ]) }} as detail
    from scores
    inner join documents
        on scores.document_key = documents.document_key
    left join located
        on
            scores.plan_id = located.plan_id
            and scores.document_key = located.document_key
            and scores.action_name = located.action_name

),

latest as (

    {{ latest_document_per_subject('compared') }}

)

select
    {{ check_columns() }}
from latest
