with

reconciliations as (

    select * from {{ ref('fct_reconciliations') }}
    where scope = 'target'

),

targets as (

    select * from {{ ref('fct_targets') }}

),

statements as (

    select * from {{ ref('fct_target_statements') }}

),

indicators as (

    select * from {{ ref('dim_indicators') }}

),

printed as (

    select
        targets.plan_id,
        targets.indicator_key,
        targets.period_code,
        targets.is_total,
        targets.org_name,
        targets.unit_name,
        targets.target_value,
        targets.state,
        statements.raw,
        statements.col_no
    from targets
    left join statements
        on targets.statement_key = statements.statement_key

),

sides as (

    select
        plan_id,
        indicator_key,
        period_code,
        min(case when is_total then org_name end) as total_org,
        min(case when is_total then raw end) as total_raw,
        min(case when is_total then unit_name end) as unit_name,
        {{ listed(
            record([
                ['org', 'org_name'],
                ['raw', 'raw'],
                ['state', 'state'],
                ['value', plain_number('target_value')],
            ]),
            ['col_no', 'org_name'],
            'not is_total',
        ) }} as parts
    from printed
    group by plan_id, indicator_key, period_code

),

compared as (

    select
        'P01' as check_id,
        reconciliations.document_key,
        reconciliations.plan_id,
        cast(null as {{ dbt.type_string() }}) as org_code,
        reconciliations.period_code,
        reconciliations.tolerance,
        reconciliations.is_evaluated,
        reconciliations.skip_reason,
        reconciliations.evidence,
        reconciliations.subject_key,
        {{ numbered_subject_zh('indicators.row_no', 'indicators.indicator_name') }} as subject_zh,
        {{ numbered_subject_en('indicators.row_no', 'indicators.indicator_name') }} as subject_en,
        {{ plain_number('reconciliations.total_value') }} as expected,
        {{ plain_number('reconciliations.parts_value') }} as observed,
        reconciliations.parts_value - reconciliations.total_value as difference,
        {{ json_record([
            ['is_lower_bound', 'reconciliations.is_lower_bound'],
            ['row_no', 'indicators.row_no'],
            ['unit', 'sides.unit_name'],
            ['total_org', 'sides.total_org'],
            ['total_raw', 'sides.total_raw'],
            ['parts', 'sides.parts'],
        ]) }} as detail
    from reconciliations
    left join indicators
        on reconciliations.indicator_key = indicators.indicator_key
    left join sides
        on
            reconciliations.plan_id = sides.plan_id
            and reconciliations.indicator_key = sides.indicator_key
            and reconciliations.period_code is not distinct from sides.period_code

)

select {{ check_columns() }} from compared
