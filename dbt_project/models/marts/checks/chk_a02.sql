{{ config(materialized='incremental', meta={'changed_by': 'year'}) }}

with

actuals as (

    select * from {{ ref('fct_actuals') }}
    where is_latest and year_to_date_value is not null and {{ changed('year') }}

),

indicators as (

    select * from {{ ref('dim_indicators') }}

),

orgs as (

    select * from {{ ref('dim_org_units') }}

),

doubts as (

    select * from {{ ref('int_actual_doubts_listed') }}
    where {{ changed('year') }}

),

known as (

    select
        actuals.*,
        indicators.row_no,
        doubts.cause,
        coalesce(orgs.org_name, actuals.org_name, actuals.org_code) as reporter,
        coalesce(actuals.indicator_key, actuals.indicator_name) as series_key
    from actuals
    left join indicators
        on actuals.indicator_key = indicators.indicator_key
    left join orgs
        on actuals.org_code = orgs.org_code
    left join doubts
        on actuals.actual_key = doubts.actual_key

),

ordered as (

    -- A figure that another check tells is compared with none: A08 where it is written wrongly,
    -- A04 where it comes down again.
    select
        *,
        lag(year_to_date_value) over within_year as previous_value,
        lag(period_code) over within_year as previous_period,
        lag(evidence) over within_year as previous_evidence
    from known
    window within_year as (
        partition by
            plan_id, org_code, series_key, left(period_code, 4),
            case when cause is null then 0 else 1 end
        order by as_of_date, period_code
    )

),

judged as (

    select
        *,
        case
            when basis = 'level' then 'level'
            when additivity <> 'sum' then 'not_cumulative'
            when cause is not null then cause
            when previous_value is null then 'first_of_the_year'
        end as skip_reason
    from ordered

),

compared as (

    select
        'A02' as check_id,
        document_key,
        plan_id,
        org_code,
        period_code,
        skip_reason,
        0 as tolerance,
        skip_reason is null as is_evaluated,
        {{ joined_evidence(['previous_evidence', 'evidence']) }} as evidence,
        {{ surrogate_key(['plan_id', 'org_code', 'series_key', 'period_code']) }} as subject_key,
        reporter || ' ' || period_code || ' '
        || {{ numbered_subject_zh('row_no', 'indicator_name') }} as subject_zh,
        reporter || ' ' || period_code || ' '
        || {{ numbered_subject_en('row_no', 'indicator_name') }} as subject_en,
        {{ plain_number('previous_value') }} as expected,
        {{ plain_number('year_to_date_value') }} as observed,
        case
            when skip_reason is null then year_to_date_value - previous_value
        end as difference,
        {{ json_record([
            ['unit', 'unit_name'],
            ['basis', 'basis'],
            ['revision_no', 'revision_no'],
            ['previous_period', 'previous_period'],
        ]) }} as detail
    from judged

)

select
    {{ check_columns() }}
from compared
