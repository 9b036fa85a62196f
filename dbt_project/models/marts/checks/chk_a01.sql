{{ config(materialized='incremental', meta={'changed_by': 'plan'}) }}

with

reconciliations as (

    select * from {{ ref('fct_reconciliations') }}
    where scope = 'actual' and {{ changed('plan') }}

),

targets as (

    select * from {{ ref('fct_targets') }}
    where stated_in = 'table' and {{ changed('plan') }}

),

actuals as (

    select * from {{ ref('fct_actuals') }}
    where is_latest and indicator_key is not null and {{ changed('plan') }}

),

indicators as (

    select * from {{ ref('dim_indicators') }}

),

doubtful as (

    -- A sum over a figure that another check tells is wrong for that reason: one written wrongly,
    -- one that comes down again, one that fell, one where the plan has `/`.
    select
        sequenced.indicator_key,
        sequenced.period_code,
        min(coalesce(doubts.cause, targets.state, 'fall')) as cause
    from {{ ref('int_actuals_sequenced') }} as sequenced
    left join {{ ref('int_actual_doubts_listed') }} as doubts
        on sequenced.actual_key = doubts.actual_key
    left join targets
        on
            sequenced.indicator_key = targets.indicator_key
            and sequenced.org_code = targets.org_code
            and sequenced.year_code = targets.period_code
            and targets.state = 'not_applicable'
    where
        {{ changed('plan', 'sequenced') }} and sequenced.indicator_key is not null
        and (
            doubts.cause is not null or targets.state is not null
            or (sequenced.is_flow and sequenced.sequence_value < sequenced.before_value)
        )
    group by sequenced.indicator_key, sequenced.period_code

),

partition_orgs as (

    -- the plan's own partition: whoever has a column of its own for the indicator
    select
        plan_id,
        indicator_key,
        org_code,
        max(org_name) as org_name,
        max(case when is_total then 1 else 0 end) = 1 as is_total
    from targets
    where org_code is not null
    group by plan_id, indicator_key, org_code

),

sides as (

    select
        partition_orgs.plan_id,
        partition_orgs.indicator_key,
        actuals.period_code,
        min(case when partition_orgs.is_total then partition_orgs.org_name end) as total_org,
        {{ listed(
            record([
                ['org', 'partition_orgs.org_name'],
                ['raw', plain_number('actuals.reported_value')],
                ['basis', 'actuals.basis'],
                ['value', plain_number('actuals.actual_value')],
            ]),
            ['partition_orgs.org_code'],
            'not partition_orgs.is_total',
        ) }} as parts
    from partition_orgs
    inner join actuals
        on
            partition_orgs.plan_id = actuals.plan_id
            and partition_orgs.indicator_key = actuals.indicator_key
            and partition_orgs.org_code = actuals.org_code
    group by partition_orgs.plan_id, partition_orgs.indicator_key, actuals.period_code

),

compared as (

    select
        'A01' as check_id,
        reconciliations.document_key,
        reconciliations.plan_id,
        cast(null as {{ dbt.type_string() }}) as org_code,
        reconciliations.period_code,
        reconciliations.tolerance,
        reconciliations.is_evaluated and doubtful.cause is null as is_evaluated,
        coalesce(reconciliations.skip_reason, doubtful.cause) as skip_reason,
        reconciliations.evidence,
        reconciliations.subject_key,
        coalesce(reconciliations.period_code || ' ', '')
        || {{ numbered_subject_zh('indicators.row_no', 'indicators.indicator_name') }}
            as subject_zh,
        coalesce(reconciliations.period_code || ' ', '')
        || {{ numbered_subject_en('indicators.row_no', 'indicators.indicator_name') }}
            as subject_en,
        {{ plain_number('reconciliations.total_value') }} as expected,
        {{ plain_number('reconciliations.parts_value') }} as observed,
        reconciliations.parts_value - reconciliations.total_value as difference,
        {{ json_record([
            ['is_lower_bound', 'reconciliations.is_lower_bound'],
            ['row_no', 'indicators.row_no'],
            ['unit', 'indicators.unit_name'],
            ['total_org', 'sides.total_org'],
            ['parts', 'sides.parts'],
        ]) }} as detail
    from reconciliations
    left join indicators
        on reconciliations.indicator_key = indicators.indicator_key
    left join doubtful
        on
            reconciliations.indicator_key = doubtful.indicator_key
            and reconciliations.period_code = doubtful.period_code
    left join sides
        on
            reconciliations.plan_id = sides.plan_id
            and reconciliations.indicator_key = sides.indicator_key
            and reconciliations.period_code = sides.period_code

)

select {{ check_columns() }} from compared
