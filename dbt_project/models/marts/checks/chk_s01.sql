with

statuses as (

    -- What is not due yet is not missing.
    select * from {{ ref('rpt_submission_status') }}
    where submission_state <> 'not_due'

),

due_values as (

    select * from {{ ref('int_due_values_matched') }}

),

targets as (

    select
        plan_id,
        org_code,
        indicator_key,
        left(period_code, 4) as plan_year,
        max(document_key) as document_key,
        max_by(evidence, period_code) as evidence
    from {{ ref('fct_targets') }}
    where reporting_duty = 'own' and stated_in = 'table' and not is_total and org_code is not null
    group by plan_id, org_code, indicator_key, left(period_code, 4)

),

indicators as (

    select * from {{ ref('dim_indicators') }}

),

named as (

    -- no fan-out: one target a year, one row an indicator
    select
        due_values.plan_id,
        due_values.org_code,
        due_values.period_code,
        due_values.is_received,
        targets.document_key,
        targets.evidence,
        indicators.row_no,
        {{ numbered_subject_zh('indicators.row_no', 'indicators.indicator_name') }} as named_zh,
        {{ numbered_subject_en('indicators.row_no', 'indicators.indicator_name') }} as named_en
    from due_values
    inner join targets
        on
            due_values.plan_id = targets.plan_id
            and due_values.org_code = targets.org_code
            and due_values.indicator_key = targets.indicator_key
            and left(due_values.period_code, 4) = targets.plan_year
    left join indicators
        on due_values.indicator_key = indicators.indicator_key

),

counted as (

    select
        plan_id,
        org_code,
        period_code,
        max(document_key) as document_key,
        {{ listed('named_zh', ['row_no', 'named_zh'], 'not is_received') }} as missing_zh,
        {{ listed('named_en', ['row_no', 'named_en'], 'not is_received') }} as missing_en,
        {{ evidence_union("case when not is_received then evidence end", 'row_no') }} as evidence
    from named
    group by plan_id, org_code, period_code

),

compared as (

    select
        'S01' as check_id,
        counted.document_key,
        counted.plan_id,
        counted.org_code,
        counted.period_code,
        counted.evidence,
        statuses.due_count as expected,
        statuses.received_count as observed,
        statuses.received_count - statuses.due_count as difference,
        0 as tolerance,
        true as is_evaluated,
        cast(null as {{ dbt.type_string() }}) as skip_reason,
        {{ surrogate_key(['counted.plan_id', 'counted.org_code', 'counted.period_code']) }}
            as subject_key,
        statuses.org_name || ' ' || counted.period_code as subject_zh,
        statuses.org_name || ' ' || counted.period_code as subject_en,
        {{ json_record([
            ['missing_count', 'statuses.due_count - statuses.received_count'],
            ['missing_zh', first_names('counted.missing_zh')],
            ['missing_en', first_names('counted.missing_en')],
            ['missing', 'counted.missing_zh'],
            ['basis', 'statuses.duty_basis'],
        ]) }} as detail
    from statuses
    inner join counted
        on
            statuses.plan_id = counted.plan_id
            and statuses.org_code = counted.org_code
            and statuses.period_code = counted.period_code

)

select {{ check_columns() }} from compared
