{{ config(materialized='incremental', meta={'changed_by': 'report'}) }}

with

actuals as (

    select * from {{ ref('fct_actuals') }}
    where is_latest and source = 'submission' and {{ changed('report') }}

),

named as (

    {{ named_values('actuals') }}

),

plan_years as (

    select left(period_code, 4) as year_code
    from {{ ref('fct_targets') }}
    group by left(period_code, 4)

),

periods as (

    select * from {{ ref('dim_periods') }}

),

suggestions as (

    select
        scope_key,
        printed_name,
        max(coalesce(matched_name, {{ json_first('candidates', 'name') }})) as suggested_name
    from {{ ref('stg_match__entity_matches') }}
    where entity_type = 'indicator'
    group by scope_key, printed_name

),

judged as (

    -- A period that was not over when the report came is told by S09.
    select
        named.*,
        suggestions.suggested_name,
        case
            when named.indicator_key is not null then 'known'
            when plan_years.year_code is null then 'period'
            when named.indicator_match = 'ambiguous' then 'ambiguous'
            else 'indicator'
        end as what,
        case
            when periods.period_start_date > cast(named.received_at as date) then 'future_period'
        end as skip_judged
    from named
    left join plan_years on left(named.period_code, 4) = plan_years.year_code
    left join periods on named.period_code = periods.period_code
    left join suggestions
        on
            left(named.period_code, 4) = suggestions.scope_key
            and named.indicator_name = suggestions.printed_name

),

compared as (

    select
        'S05' as check_id,
        document_key,
        plan_id,
        org_code,
        period_code,
        subject_zh,
        subject_en,
        evidence,
        {{ surrogate_key(['plan_id', 'org_code', 'series_name', 'period_code']) }} as subject_key,
        skip_judged as skip_reason,
        skip_judged is null as is_evaluated,
        0 as tolerance,
        case when what = 'known' then indicator_name else suggested_name end as expected,
        case when what = 'period' then period_code else indicator_name end as observed,
        case
            when skip_judged is not null then null
            when what = 'known' then 0
            else 1
        end as difference,
        {{ json_record([
            ['cell', 'value_cell'],
            ['reported', plain_number('reported_value')],
            ['unit', 'reported_unit_name'],
            ['what', 'what'],
            ['reason_zh', "case what when 'period' then '没有一份计划覆盖这一年度' when 'ambiguous' then '计划中有多个指标与此名称相符' else '计划中没有这个指标' end"],
            ['reason_en', "case what when 'period' then 'no plan covers the year' when 'ambiguous' then 'several indicators of the plan fit the name' else 'no plan has the indicator' end"],
        ]) }} as detail
    from judged

)

select {{ check_columns() }} from compared
