{{ config(materialized='incremental', meta={'changed_by': 'plan'}) }}

with

outliers as (

    select * from {{ ref('int_actual_outliers_found') }}

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

    -- What the usual pace would have made of the figure before.
    select
        named.*,
        outliers.cause,
        outliers.skip_reason as skip_judged,
        outliers.is_outlier,
        outliers.sequence_value,
        outliers.before_value,
        outliers.before_period_code,
        outliers.own_count,
        outliers.peer_count,
        outliers.own_limit,
        outliers.is_flow,
        outliers.target_value,
        targets.evidence as target_evidence,
        case
            when outliers.cause = 'spike' then outliers.after_value
            when not outliers.is_flow then outliers.own_median
            else
                coalesce(outliers.before_value, 0)
                + cast(outliers.target_value as decimal(28, 6))
                * cast(
                    coalesce(outliers.own_median, outliers.peer_median) as decimal(18, 6)
                )
        end as usual_value
    from named
    inner join outliers on named.actual_key = outliers.actual_key
    left join targets
        on
            named.indicator_key = targets.indicator_key
            and named.org_code = targets.org_code
            and left(named.period_code, 4) = targets.year_code

),

compared as (

    select
        'A04' as check_id,
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
        {{ joined_evidence(['evidence', 'case when is_outlier then target_evidence end']) }}
            as evidence,
        {{ plain_number('round(usual_value, 2)') }} as expected,
        {{ plain_number('sequence_value') }} as observed,
        case
            when skip_judged is not null then null
            when is_outlier then coalesce(nullif(sequence_value - usual_value, 0), 1)
            else 0
        end as difference,
        {{ json_record([
            ['cell', 'value_cell'],
            ['unit', 'coalesce(plan_unit_name, unit_name)'],
            ['previous_period', 'before_period_code'],
            ['previous', plain_number('before_value')],
            ['target', plain_number('target_value')],
            ['own_values', 'own_count'],
            ['peers', 'peer_count'],
            ['reason_zh', "case when cause = 'spike' then '后一期又回落' when is_flow then '远高于本单位和同类单位的常见进度' else '明显偏离本单位和同类单位的常见水平' end"],
            ['reason_en', "case when cause = 'spike' then 'it comes down again afterwards' when is_flow then 'far above the usual pace of the unit and its peers' else 'far from the usual level of the unit and its peers' end"],
            ['explanation', 'given_explanation'],
        ]) }} as detail
    from judged

)

select {{ check_columns() }} from compared
