{{ config(materialized='incremental', meta={'changed_by': 'plan'}) }}

with

steps as (

    select * from {{ ref('int_actual_steps_measured') }}

),

doubts as (

    select * from {{ ref('int_actual_doubts_listed') }}
    where cause = 'magnitude' and {{ changed('plan') }}

),

slips as (

    select * from {{ ref('magnitude_slips') }}

),

actuals as (

    select * from {{ ref('fct_actuals') }}
    where is_latest and source = 'submission' and {{ changed('plan') }}

),

named as (

    {{ named_values('actuals') }}

),

targets as (

    {{ year_targets("reporting_duty = 'own' and " ~ changed('plan')) }}

),

judged as (

    select
        named.*,
        steps.sequence_value,
        steps.before_value,
        steps.before_period_code,
        steps.target_value,
        doubts.corrected_value,
        doubts.slip_exponent,
        targets.evidence as target_evidence,
        case
            when doubts.slip_exponent > 0 then '约为应有量级的 ' || slips.factor_zh || ' 倍'
            else '约为应有量级的 1/' || slips.factor_zh
        end as scale_zh,
        case
            when doubts.slip_exponent > 0 then slips.factor_en || ' times'
            else '1/' || slips.factor_en || ' of'
        end as scale_en,
        case when doubts.slip_exponent > 0 then slips.large_zh else slips.small_zh end as slip_zh,
        case when doubts.slip_exponent > 0 then slips.large_en else slips.small_en end as slip_en,
        case
            when steps.target_value is null and steps.before_value is null
                and steps.after_value is null
                then 'nothing_to_compare'
        end as skip_judged
    from named
    inner join steps on named.actual_key = steps.actual_key
    left join doubts on named.actual_key = doubts.actual_key
    left join slips on abs(doubts.slip_exponent) = slips.slip_exponent
    left join targets
        on
            named.indicator_key = targets.indicator_key
            and named.org_code = targets.org_code
            and left(named.period_code, 4) = targets.year_code

),

compared as (

    select
        'A08' as check_id,
        document_key,
        plan_id,
        org_code,
        period_code,
        subject_zh,
        subject_en,
        {{ surrogate_key(['plan_id', 'org_code', 'series_name', 'period_code']) }} as subject_key,
        skip_judged as skip_reason,
        skip_judged is null as is_evaluated,
        0 as tolerance,
        {{ joined_evidence(['evidence', 'case when slip_exponent <> 0 then target_evidence end']) }}
            as evidence,
        {{ plain_number('coalesce(corrected_value, sequence_value)') }} as expected,
        {{ plain_number('sequence_value') }} as observed,
        case
            when skip_judged is not null then null
            when slip_exponent is null then 0
            else sequence_value - corrected_value
        end as difference,
        {{ json_record([
            ['cell', 'value_cell'],
            ['unit', 'coalesce(plan_unit_name, unit_name)'],
            ['reported', plain_number('reported_value')],
            ['previous_period', 'before_period_code'],
            ['previous', plain_number('before_value')],
            ['target', plain_number('target_value')],
            ['exponent', 'slip_exponent'],
            ['scale_zh', 'scale_zh'],
            ['scale_en', 'scale_en'],
            ['hypothesis_zh', 'slip_zh'],
            ['hypothesis_en', 'slip_en'],
            ['remark', 'given_explanation'],
        ]) }} as detail
    from judged

)

select {{ check_columns() }} from compared
