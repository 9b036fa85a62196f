{{ config(materialized='incremental', meta={'changed_by': 'plan'}) }}

with

paces as (

    select * from {{ ref('int_actual_paces_compared') }}
    where is_flow and target_value is not null

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

jumped as (

    -- Of the others, how many hit the target in the same period: the figure may have been agreed.
    select
        *,
        cause is null and sequence_value = target_value
        and target_value >= {{ check_parameter('A06', 'least_target') }}
        and step_value >= {{ check_parameter('A06', 'least_jump_share') }}
        and exact_count - 1
        <= (peer_count - 1) * {{ check_parameter('A06', 'most_peer_share') }} as is_jump
    from paces

),

last_figures as (

    select
        *,
        row_number() over (
            partition by org_code, series_name, year_code order by report_no desc
        ) as recency_no,
        max(case when is_jump then 1 else 0 end) over (
            partition by plan_id, org_code, year_code
        ) as has_jump
    from jumped

),

organisations as (

    select
        plan_id,
        org_code,
        year_code,
        max(period_code) as period_code,
        count(*) as target_count,
        sum(case when sequence_value = target_value then 1 else 0 end) as exact_count,
        max(has_jump) as has_jump
    from last_figures
    where recency_no = 1 and target_value >= 10
    group by plan_id, org_code, year_code

),

shared as (

    select
        *,
        {{ ratio('exact_count', 'target_count') }} as exact_share
    from organisations

),

usual as (

    select
        plan_id,
        year_code,
        {{ median_of('exact_share') }} as usual_share
    from shared
    group by plan_id, year_code

),

heaped as (

    select
        shared.*,
        usual.usual_share,
        case
            when shared.target_count < {{ check_parameter('A06', 'least_targets') }}
                then 'too_few_targets'
            when shared.has_jump = 1 then 'told_of_the_figure'
        end as skip_judged,
        shared.exact_share >= {{ check_parameter('A06', 'heaped_share') }}
        and usual.usual_share <= {{ check_parameter('A06', 'usual_share') }} as is_heaped
    from shared
    inner join usual on shared.plan_id = usual.plan_id and shared.year_code = usual.year_code

),

of_values as (

    select
        named.document_key,
        named.plan_id,
        named.org_code,
        named.period_code,
        named.subject_zh,
        named.subject_en,
        {{ surrogate_key([
            'named.plan_id', 'named.org_code', 'named.series_name', 'named.period_code'
        ]) }} as subject_key,
        jumped.cause as skip_judged,
        {{ joined_evidence([
            'named.evidence', 'case when jumped.is_jump then targets.evidence end'
        ]) }} as evidence,
        {{ plain_number('jumped.target_value') }} as expected,
        {{ plain_number('jumped.sequence_value') }} as observed,
        case when jumped.is_jump then 1 else 0 end as failure,
        named.value_cell,
        '（' || named.value_cell || '）：' || {{ plain_number('jumped.sequence_value') }} || ' '
        || coalesce(named.plan_unit_name, named.unit_name, '') || '恰为目标数' as statement_zh,
        ' (' || named.value_cell || '): ' || {{ plain_number('jumped.sequence_value') }} || ' '
        || coalesce(named.plan_unit_name, named.unit_name, '') || ' hits the target exactly'
            as statement_en,
        '由 ' || coalesce(jumped.before_period_code, '年初') || ' 的 '
        || {{ plain_number('coalesce(jumped.before_value, 0)') }} || ' 一次升到目标数' as reason_zh,
        'in one period from ' || {{ plain_number('coalesce(jumped.before_value, 0)') }}
        || ' to the very target' as reason_en,
        named.given_explanation
    from named
    inner join jumped on named.actual_key = jumped.actual_key
    left join targets
        on
            named.indicator_key = targets.indicator_key
            and named.org_code = targets.org_code
            and jumped.year_code = targets.year_code

),

of_organisations as (

    select
        cast(null as {{ dbt.type_string() }}) as document_key,
        heaped.plan_id,
        heaped.org_code,
        heaped.period_code,
        coalesce(orgs.org_name, heaped.org_code) || ' ' || heaped.period_code as subject_zh,
        coalesce(orgs.org_name, heaped.org_code) || ' ' || heaped.period_code as subject_en,
        {{ surrogate_key(['heaped.plan_id', 'heaped.org_code', 'heaped.year_code']) }}
            as subject_key,
        heaped.skip_judged,
        '[]' as evidence,
        {{ plain_number('heaped.target_count') }} as expected,
        {{ plain_number('heaped.exact_count') }} as observed,
        case when heaped.is_heaped then 1 else 0 end as failure,
        cast(null as {{ dbt.type_string() }}) as value_cell,
        '：' || {{ plain_number('heaped.target_count') }} || ' 项目标中 '
        || {{ plain_number('heaped.exact_count') }} || ' 项的实绩恰为目标数' as statement_zh,
        ': ' || {{ plain_number('heaped.exact_count') }} || ' of '
        || {{ plain_number('heaped.target_count') }} || ' targets are hit exactly' as statement_en,
        '远多于其他单位' as reason_zh,
        'far more than elsewhere' as reason_en,
        cast(null as {{ dbt.type_string() }}) as given_explanation
    from heaped
    left join {{ ref('dim_org_units') }} as orgs on heaped.org_code = orgs.org_code

),

stacked as (

    select * from of_values
    union all
    select * from of_organisations

),

compared as (

    select
        'A06' as check_id,
        document_key,
        plan_id,
        org_code,
        period_code,
        subject_zh,
        subject_en,
        subject_key,
        evidence,
        expected,
        observed,
        skip_judged as skip_reason,
        skip_judged is null as is_evaluated,
        0 as tolerance,
        case when skip_judged is null then failure end as difference,
        {{ json_record([
            ['cell', 'value_cell'],
            ['statement_zh', 'statement_zh'],
            ['statement_en', 'statement_en'],
            ['reason_zh', 'reason_zh'],
            ['reason_en', 'reason_en'],
            ['explanation', 'given_explanation'],
        ]) }} as detail
    from stacked

)

select {{ check_columns() }} from compared
