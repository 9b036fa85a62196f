{{ config(materialized='incremental', meta={'changed_by': 'plan'}) }}

with

actuals as (

    select * from {{ ref('fct_actuals') }}
    where indicator_key is not null and actual_value is not null and {{ changed('plan') }}

),

periods as (

    select * from {{ ref('dim_periods') }}

),

doubts as (

    select * from {{ ref('int_actual_doubts_listed') }}
    where cause = 'magnitude' and {{ changed('plan') }}

),

placed as (

    select
        actuals.*,
        periods.period_end_date,
        actuals.source <> 'submission' as is_prose
    from actuals
    inner join periods on actuals.period_code = periods.period_code
    where actuals.source = 'submission' or actuals.superseded_at is null

),

ranked as (

    select
        *,
        row_number() over (
            partition by org_code, indicator_key, period_end_date, is_prose
            order by source_rank desc, revision_no desc, actual_key asc
        ) as recency_no
    from placed

),

last_said as (

    select * from ranked
    where recency_no = 1

),

submitted as (

    select * from last_said
    where not is_prose

),

named as (

    {{ named_values('submitted') }}

),

printed as (

    -- Prose rounds: half the last place before 万 or 亿, and a twentieth where it says 约.
    select
        *,
        {{ evidence_quote('evidence') }} as quote,
        {{ rounding_of(printed_number(evidence_quote('evidence')), 'actual_value') }}
        + case
            when {{ matches(evidence_quote('evidence'), '约|近|余|左右|多') }}
                then 0.05 * abs(actual_value)
            else 0
        end as rounding
    from last_said
    where is_prose

),

paired as (

    select
        named.*,
        printed.quote,
        printed.actual_value as prose_value,
        printed.evidence as prose_evidence,
        coalesce(printed.rounding, 0) as rounding,
        case
            when doubts.cause is not null then doubts.cause
            when coalesce(named.unit_code, named.unit_name, '')
                <> coalesce(printed.unit_code, printed.unit_name, '')
                then 'unit_differs'
        end as skip_judged
    from named
    inner join printed
        on
            named.indicator_key = printed.indicator_key
            and named.org_code = printed.org_code
            and named.period_end_date = printed.period_end_date
    left join doubts on named.actual_key = doubts.actual_key

),

compared as (

    select
        'A07' as check_id,
        document_key,
        plan_id,
        org_code,
        period_code,
        subject_zh,
        subject_en,
        {{ surrogate_key(['plan_id', 'org_code', 'series_name', 'period_code']) }} as subject_key,
        skip_judged as skip_reason,
        skip_judged is null as is_evaluated,
        rounding as tolerance,
        {{ joined_evidence(['evidence', 'prose_evidence']) }} as evidence,
        {{ plain_number('prose_value') }} as expected,
        {{ plain_number('actual_value') }} as observed,
        case when skip_judged is null then actual_value - prose_value end as difference,
        {{ json_record([
            ['cell', 'value_cell'],
            ['unit', 'coalesce(plan_unit_name, unit_name)'],
            ['quote', 'quote'],
            ['explanation', 'given_explanation'],
        ]) }} as detail
    from paired

)

select {{ check_columns() }} from compared
