{{ config(materialized='incremental', meta={'changed_by': 'report'}) }}

with

actuals as (

    select * from {{ ref('fct_actuals') }}
    where
        is_latest and source = 'submission' and indicator_key is not null
        and reported_value is not null and {{ changed('report') }}

),

named as (

    {{ named_values('actuals') }}

),

targets as (

    {{ year_targets() }}

),

asked as (

    -- Whom the plan asks, for the message.
    select
        fct_targets.indicator_key,
        {{ listed('fct_targets.org_name', ['orgs.sort_order', 'fct_targets.org_name']) }}
            as asked_orgs,
        max(fct_targets.evidence) as asked_evidence
    from {{ ref('fct_targets') }} as fct_targets
    left join {{ ref('dim_org_units') }} as orgs on fct_targets.org_code = orgs.org_code
    where fct_targets.reporting_duty = 'own' and length(fct_targets.period_code) = 4
    group by fct_targets.indicator_key

),

judged as (

    -- Where the plan has `/` it is S06 that speaks; a joint or delegated target may be reported by
    -- each of those who share it.
    select
        named.*,
        asked.asked_orgs,
        asked.asked_evidence,
        targets.indicator_key is null as is_stranger,
        case
            when targets.state = 'not_applicable' then 'not_applicable'
            when targets.state in ('blank', 'merged_inherit') and targets.reporting_duty = 'none'
                then 'unclear_in_the_plan'
        end as skip_judged
    from named
    left join targets
        on
            named.indicator_key = targets.indicator_key
            and named.org_code = targets.org_code
            and left(named.period_code, 4) = targets.year_code
    left join asked on named.indicator_key = asked.indicator_key

),

compared as (

    select
        'S04' as check_id,
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
        {{ joined_evidence(['evidence', 'case when is_stranger then asked_evidence end']) }}
            as evidence,
        case when is_stranger then {{ first_names('asked_orgs') }} else reporter_name end
            as expected,
        reporter_name as observed,
        case
            when skip_judged is not null then null
            when is_stranger then 1
            else 0
        end as difference,
        {{ json_record([
            ['cell', 'value_cell'],
            ['reported', plain_number('reported_value')],
            ['unit', 'coalesce(reported_unit_name, plan_unit_name)'],
        ]) }} as detail
    from judged

)

select {{ check_columns() }} from compared
