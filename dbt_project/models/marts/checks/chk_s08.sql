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

units as (

    select * from {{ ref('units') }}

),

pairs as (

    select * from {{ ref('int_units_paired') }}

),

related as (

    -- no fan-out: one unit a name, one pair two units
    select
        named.*,
        targets.evidence as target_evidence,
        pairs.factor,
        case
            when named.reported_unit_name is null then 'no_unit_reported'
            when named.plan_unit_name is null then 'no_unit_in_the_plan'
        end as skip_judged,
        case
            when
                trim({{ fold_text('named.reported_unit_name') }})
                = trim({{ fold_text('named.plan_unit_name') }})
                then 'same'
            when pairs.factor = 1 then 'same'
            when pairs.factor is not null then 'other_scale'
            when units.unit_code is null then 'unknown'
            else 'incompatible'
        end as relation
    from named
    left join units
        on
            trim({{ fold_text('named.reported_unit_name') }})
            = trim({{ fold_text('units.unit_name') }})
    left join pairs
        on units.unit_code = pairs.from_unit_code and named.plan_unit_code = pairs.to_unit_code
    left join targets
        on
            named.indicator_key = targets.indicator_key
            and named.org_code = targets.org_code
            and left(named.period_code, 4) = targets.year_code

),

compared as (

    -- What can be converted was converted; that is said and nobody has to do anything.
    select
        'S08' as check_id,
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
        {{ joined_evidence([
            'evidence', "case when relation in ('unknown', 'incompatible') then target_evidence end"
        ]) }} as evidence,
        plan_unit_name as expected,
        reported_unit_name as observed,
        case
            when skip_judged is not null then null
            when relation in ('same', 'other_scale') then 0
            else 1
        end as difference,
        {{ json_record([
            ['cell', 'value_cell'],
            ['reported', plain_number('reported_value')],
            ['relation', 'relation'],
            ['factor', plain_number('factor')],
            ['converted', plain_number('converted_value')],
            ['reason_zh', "case relation when 'unknown' then '计量单位不在单位表中，无法换算' else '两个单位不能换算' end"],
            ['reason_en', "case relation when 'unknown' then 'the unit is in no list and cannot be converted' else 'the two units cannot be converted' end"],
        ]) }} as detail
    from related

)

select {{ check_columns() }} from compared
