{{ config(materialized='incremental', meta={'changed_by': 'report'}) }}

with

actuals as (

    select * from {{ ref('fct_actuals') }}
    where
        is_latest and source = 'submission' and indicator_key is not null
        and {{ changed('report') }}

),

named as (

    {{ named_values('actuals') }}

),

targets as (

    {{ year_targets("state = 'not_applicable'") }}

),

compared as (

    -- A row that was left without a figure agrees with the plan.
    select
        'S06' as check_id,
        named.document_key,
        named.plan_id,
        named.org_code,
        named.period_code,
        named.subject_zh,
        named.subject_en,
        {{ surrogate_key([
            'named.plan_id', 'named.org_code', 'named.series_name', 'named.period_code'
        ]) }} as subject_key,
        cast(null as {{ dbt.type_string() }}) as skip_reason,
        true as is_evaluated,
        0 as tolerance,
        {{ joined_evidence(['named.evidence', 'targets.evidence']) }} as evidence,
        '/' as expected,
        {{ plain_number('named.reported_value') }} as observed,
        case when named.reported_value is null then 0 else 1 end as difference,
        {{ json_record([
            ['cell', 'named.value_cell'],
            ['unit', 'coalesce(named.reported_unit_name, named.plan_unit_name)'],
            ['explanation', 'named.given_explanation'],
        ]) }} as detail
    from named
    inner join targets
        on
            named.indicator_key = targets.indicator_key
            and named.org_code = targets.org_code
            and left(named.period_code, 4) = targets.year_code

)

select {{ check_columns() }} from compared
