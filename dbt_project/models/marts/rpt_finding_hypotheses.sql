{{ config(tags=['phase_2']) }}

with

findings as (

    select * from {{ ref('fct_findings') }}

),

hypotheses as (

    select * from {{ ref('stg_check__hypotheses') }}

),

matched as (

    -- no fan-out: a release holds a finding once
    select
        {{ surrogate_key(['findings.finding_key', 'hypotheses.rank_no']) }} as hypothesis_key,
        findings.finding_key,
        hypotheses.rank_no,
        hypotheses.hypothesis_code,
        hypotheses.text_zh,
        hypotheses.text_en,
        hypotheses.cells,
        hypotheses.witness_evidence,
        hypotheses.score
    from hypotheses
    inner join findings
        on
            hypotheses.check_id = findings.check_id
            and hypotheses.plan_id is not distinct from findings.plan_id
            and hypotheses.subject_key = findings.subject_key

)

select
    hypothesis_key,
    finding_key,
    rank_no,
    hypothesis_code,
    text_zh,
    text_en,
    cells,
    witness_evidence,
    score
from matched
