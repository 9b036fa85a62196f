{{ config(materialized='incremental', meta={'changed_by': 'plan'}) }}

with

projected as (

    select * from {{ ref('int_targets_projected') }}
    where actual_value is not null and {{ changed('plan') }}

),

doubts as (

    select * from {{ ref('int_actual_doubts_listed') }}
    where {{ changed('plan') }}

),

last_reports as (

    select
        *,
        row_number() over (
            partition by target_key
            order by
                as_of_date desc, source_rank asc, finality asc, reporting_period_code desc,
                actual_key asc
        ) as recency_no
    from projected

),

peers as (

    select
        indicator_key,
        reporting_period_code,
        count(*) as peer_count,
        {{ median_of('pace_rate') }} as usual_pace
    from projected
    where pace_rate is not null
    group by indicator_key, reporting_period_code

),

actuals as (

    select * from {{ ref('fct_actuals') }}
    where is_latest and {{ changed('plan') }}

),

named as (

    {{ named_values('actuals') }}

),

targets as (

    select * from {{ ref('fct_targets') }}
    where {{ changed('plan') }}

),

judged as (

    -- A few things are late only when two of them are missing.
    select
        named.*,
        last_reports.target_key,
        last_reports.target_value,
        last_reports.expected_value,
        last_reports.elapsed_rate,
        last_reports.pace_rate,
        last_reports.schedule_basis,
        peers.usual_pace,
        peers.peer_count,
        targets.evidence as target_evidence,
        last_reports.actual_value as reached_value,
        case
            when doubts.cause is not null then doubts.cause
            when last_reports.pace_rate is null then 'no_pace'
            when
                last_reports.elapsed_rate < {{ check_parameter('A09', 'least_elapsed_share') }}
                then 'too_early'
        end as skip_judged,
        case
            when peers.peer_count > {{ check_parameter('A09', 'least_peers') }}
                then
                    last_reports.pace_rate < {{ check_parameter('A09', 'most_pace') }}
                    and peers.usual_pace >= {{ check_parameter('A09', 'usual_pace') }}
            else last_reports.pace_rate < {{ check_parameter('A09', 'lone_pace') }}
        end
        and (
            last_reports.target_value >= {{ check_parameter('A09', 'small_target') }}
            or last_reports.expected_value - last_reports.actual_value
            >= {{ check_parameter('A09', 'least_shortfall') }}
        ) as is_behind
    from last_reports
    inner join named on last_reports.actual_key = named.actual_key
    left join peers
        on
            last_reports.indicator_key = peers.indicator_key
            and last_reports.reporting_period_code = peers.reporting_period_code
    left join targets on last_reports.target_key = targets.target_key
    left join doubts on last_reports.actual_key = doubts.actual_key
    where last_reports.recency_no = 1

),

compared as (

    select
        'A09' as check_id,
        document_key,
        plan_id,
        org_code,
        period_code,
        subject_zh,
        subject_en,
        target_key as subject_key,
        skip_judged as skip_reason,
        skip_judged is null as is_evaluated,
        0 as tolerance,
        {{ joined_evidence(['evidence', 'target_evidence']) }} as evidence,
        {{ plain_number('round(expected_value, 2)') }} as expected,
        {{ plain_number('reached_value') }} as observed,
        case
            when skip_judged is not null then null
            when is_behind then reached_value - expected_value
            else 0
        end as difference,
        {{ json_record([
            ['cell', 'value_cell'],
            ['unit', 'coalesce(plan_unit_name, unit_name)'],
            ['target', plain_number('target_value')],
            ['elapsed_percent', plain_number('round(100 * elapsed_rate, 0)')],
            ['schedule', 'schedule_basis'],
            ['peers', 'peer_count'],
            ['usual_percent', plain_number('round(100 * usual_pace, 0)')],
            ['explanation', 'given_explanation'],
        ]) }} as detail
    from judged

)

select {{ check_columns() }} from compared
