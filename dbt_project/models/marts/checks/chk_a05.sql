{{ config(materialized='incremental', meta={'changed_by': 'plan'}) }}

with

actuals as (

    select * from {{ ref('fct_actuals') }}
    where
        is_latest and source = 'submission' and indicator_key is not null
        and actual_value is not null and {{ changed('plan') }}

),

named as (

    {{ named_values('actuals') }}

),

doubts as (

    select * from {{ ref('int_actual_doubts_listed') }}
    where {{ changed('plan') }}

),

components as (

    select * from {{ ref('rate_components') }}

),

indicators as (

    select
        indicator_key,
        plan_id,
        {{ normalised_name('indicator_name') }} as match_name
    from {{ ref('dim_indicators') }}

),

exempt as (

    select * from {{ ref('rate_exempt_words') }}

),

doubted as (

    -- no fan-out: one doubt a figure
    select
        named.*,
        doubts.cause
    from named
    left join doubts on named.actual_key = doubts.actual_key

),

roles as (

    select
        rate_name,
        'top' as role,
        {{ normalised_name('numerator_name') }} as match_name
    from components
    union all
    select
        rate_name,
        'bottom' as role,
        {{ normalised_name('denominator_name') }} as match_name
    from components
    union all
    select
        rate_name,
        'rate' as role,
        {{ normalised_name('rate_name') }} as match_name
    from components

),

played as (

    select
        roles.rate_name,
        roles.role,
        doubted.*
    from roles
    inner join indicators on roles.match_name = indicators.match_name
    inner join doubted on indicators.indicator_key = doubted.indicator_key

),

tops as (

    select * from played
    where role = 'top'

),

bottoms as (

    select * from played
    where role = 'bottom'

),

rates as (

    select * from played
    where role = 'rate'

),

paired as (

    -- no fan-out: one latest figure an indicator, organisation and period
    select
        tops.*,
        bottoms.actual_value as whole_value,
        bottoms.indicator_name as whole_name,
        bottoms.evidence as whole_evidence,
        coalesce(tops.cause, bottoms.cause) as pair_cause,
        rates.actual_value as rate_value,
        rates.indicator_name as rate_indicator_name,
        rates.subject_zh as rate_subject_zh,
        rates.subject_en as rate_subject_en,
        rates.value_cell as rate_cell,
        rates.evidence as rate_evidence,
        rates.cause as rate_cause,
        {{ divided('100 * tops.actual_value', 'bottoms.actual_value') }} as counted_rate
    from tops
    inner join bottoms
        on
            tops.rate_name = bottoms.rate_name
            and tops.plan_id = bottoms.plan_id
            and tops.org_code = bottoms.org_code
            and tops.period_code = bottoms.period_code
    left join rates
        on
            tops.rate_name = rates.rate_name
            and tops.plan_id = rates.plan_id
            and tops.org_code = rates.org_code
            and tops.period_code = rates.period_code
            and instr(rates.unit_name, '%') > 0

),

shares as (

    -- A rate of a whole; what may pass 100 by its nature is told by the words of the seed.
    select doubted.*
    from doubted
    left join exempt on instr(doubted.indicator_name, exempt.word) > 0
    where
        trim({{ fold_text('coalesce(doubted.plan_unit_name, doubted.unit_name)') }}) = '%'
        and instr(doubted.indicator_name, '率') > 0
        and exempt.word is null

),

stacked as (

    select
        'pair' as rule,
        document_key, plan_id, org_code, period_code, series_name, subject_zh, subject_en,
        value_cell, unit_name, pair_cause as skip_judged,
        {{ joined_evidence(['evidence', 'whole_evidence']) }} as evidence,
        whole_value as expected_value,
        actual_value as observed_value,
        greatest(actual_value - whole_value, 0) as excess_value,
        cast(0 as {{ quantity_type() }}) as tolerance,
        '不应大于“' || whole_name || '”' as rule_zh,
        'must not exceed ' || whole_name as rule_en
    from paired
    union all
    select
        'rate' as rule,
        document_key, plan_id, org_code, period_code, series_name, rate_subject_zh, rate_subject_en,
        rate_cell, '%' as unit_name,
        coalesce(
            rate_cause, pair_cause, case when actual_value > whole_value then 'pair' end
        ) as skip_judged,
        {{ joined_evidence(['rate_evidence', 'evidence', 'whole_evidence']) }} as evidence,
        round(counted_rate, 2) as expected_value,
        rate_value as observed_value,
        rate_value - counted_rate as excess_value,
        cast(0.5 as {{ quantity_type() }}) as tolerance,
        '应等于“' || indicator_name || '”与“' || whole_name || '”之比' as rule_zh,
        'must be ' || indicator_name || ' of ' || whole_name as rule_en
    from paired
    where rate_value is not null and whole_value > 0
    union all
    select
        'share' as rule,
        document_key, plan_id, org_code, period_code, series_name, subject_zh, subject_en,
        value_cell, unit_name, cause as skip_judged,
        evidence,
        cast(100 as {{ quantity_type() }}) as expected_value,
        actual_value as observed_value,
        case
            when actual_value > 100 then actual_value - 100
            when actual_value < 0 then actual_value
            else 0
        end as excess_value,
        cast(0 as {{ quantity_type() }}) as tolerance,
        '应在 0–100% 之间' as rule_zh,
        'must lie in 0–100 per cent' as rule_en
    from shares

),

compared as (

    select
        'A05' as check_id,
        document_key,
        plan_id,
        org_code,
        period_code,
        subject_zh,
        subject_en,
        evidence,
        tolerance,
        {{ surrogate_key(['plan_id', 'org_code', 'series_name', 'period_code', 'rule']) }}
            as subject_key,
        skip_judged as skip_reason,
        skip_judged is null as is_evaluated,
        {{ plain_number('expected_value') }} as expected,
        {{ plain_number('observed_value') }} as observed,
        case when skip_judged is null then excess_value end as difference,
        {{ json_record([
            ['cell', 'value_cell'],
            ['unit', 'unit_name'],
            ['rule', 'rule'],
            ['rule_zh', 'rule_zh'],
            ['rule_en', 'rule_en'],
        ]) }} as detail
    from stacked

)

select {{ check_columns() }} from compared
