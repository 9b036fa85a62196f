{{ config(materialized='incremental', meta={'changed_by': 'plan'}) }}

with

targets as (

    select * from {{ ref('fct_targets') }}
    where
        reporting_duty = 'own' and stated_in = 'table' and not is_total and org_code is not null

),

actuals as (

    select * from {{ ref('fct_actuals') }}
    where
        is_latest and indicator_key is not null and reported_value is not null
        and {{ changed('plan') }}

),

indicators as (

    select * from {{ ref('dim_indicators') }}

),

orgs as (

    select * from {{ ref('dim_org_units') }}

),

due_periods as (

    -- Until the reporting calendar exists, a period is due once anybody sent a report for it; that
    -- an issuer wrote about a half-year obliges nobody to report on it.
    select
        plan_id,
        period_code
    from actuals
    where source = 'submission'
    group by plan_id, period_code

),

duties as (

    -- one row per duty: a target that is set for two periods of a year is reported once
    select
        targets.plan_id,
        targets.org_code,
        targets.indicator_key,
        due_periods.period_code,
        max(targets.org_name) as org_name,
        max(targets.document_key) as document_key,
        max_by(targets.evidence, targets.period_code) as evidence
    from targets
    inner join due_periods
        on
            targets.plan_id = due_periods.plan_id
            and left(targets.period_code, 4) = left(due_periods.period_code, 4)
    group by targets.plan_id, targets.org_code, targets.indicator_key, due_periods.period_code

),

reported as (

    select
        plan_id,
        org_code,
        indicator_key,
        period_code
    from actuals
    group by plan_id, org_code, indicator_key, period_code

),

matched as (

    select
        duties.*,
        indicators.row_no,
        {{ numbered_subject_zh('indicators.row_no', 'indicators.indicator_name') }} as named_zh,
        {{ numbered_subject_en('indicators.row_no', 'indicators.indicator_name') }} as named_en,
        reported.org_code is not null as is_present
    from duties
    left join reported
        on
            duties.plan_id = reported.plan_id
            and duties.org_code = reported.org_code
            and duties.indicator_key = reported.indicator_key
            and duties.period_code = reported.period_code
    left join indicators
        on duties.indicator_key = indicators.indicator_key

),

counted as (

    select
        plan_id,
        org_code,
        period_code,
        max(org_name) as org_name,
        max(document_key) as document_key,
        count(*) as due_count,
        count(*) filter (where is_present) as present_count,
        {{ listed('named_zh', ['row_no', 'named_zh'], 'not is_present') }} as missing_zh,
        {{ listed('named_en', ['row_no', 'named_en'], 'not is_present') }} as missing_en,
        {{ evidence_union("case when not is_present then evidence end", 'row_no') }} as evidence
    from matched
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
        counted.due_count as expected,
        counted.present_count as observed,
        counted.present_count - counted.due_count as difference,
        0 as tolerance,
        true as is_evaluated,
        cast(null as {{ dbt.type_string() }}) as skip_reason,
        {{ surrogate_key(['counted.plan_id', 'counted.org_code', 'counted.period_code']) }}
            as subject_key,
        coalesce(orgs.org_name, counted.org_name) || ' ' || counted.period_code as subject_zh,
        coalesce(orgs.org_name, counted.org_name) || ' ' || counted.period_code as subject_en,
        {{ json_record([
            ['missing_count', 'counted.due_count - counted.present_count'],
            ['missing_zh', first_names('counted.missing_zh')],
            ['missing_en', first_names('counted.missing_en')],
            ['missing', 'counted.missing_zh'],
        ]) }} as detail
    from counted
    left join orgs
        on counted.org_code = orgs.org_code

)

select {{ check_columns() }} from compared
