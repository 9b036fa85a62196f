with

deliveries as (

    select
        kind,
        received_at
    from {{ ref('stg_landing__outcomes') }}
    where step = 'land'

),

states as (

    select * from {{ ref('rpt_submission_status') }}

),

newest as (

    select
        kind,
        max(received_at) as newest_at
    from deliveries
    group by kind

),

last_due as (

    -- the last period whose day has passed, of each plan whose reports have a calendar
    select
        plan_id,
        max(period_code) as period_code,
        max(grace_until_date) as due_date
    from states
    where grace_until_date < {{ today() }} and due_count > 0
    group by plan_id

),

received as (

    select
        last_due.plan_id,
        last_due.period_code,
        last_due.due_date,
        min(states.plan_name) as plan_name,
        count(*) as duty_count,
        count(states.first_received_at) as received_count,
        min(states.evidence) as evidence
    from last_due
    inner join states
        on last_due.plan_id = states.plan_id and last_due.period_code = states.period_code
    group by last_due.plan_id, last_due.period_code, last_due.due_date

),

compared as (

    select
        'I04' as check_id,
        cast(null as {{ dbt.type_string() }}) as document_key,
        cast(null as {{ dbt.type_string() }}) as plan_id,
        case kind when 'plans' then '计划文件' else '进展报送' end as subject_zh,
        case kind when 'plans' then 'plan documents' else 'reports' end as subject_en,
        cast(null as {{ dbt.type_string() }}) as period_code,
        cast({{ today() }} as {{ dbt.type_string() }}) as expected,
        cast({{ china_date('newest_at') }} as {{ dbt.type_string() }}) as observed,
        greatest({{ days_between(today(), china_date('newest_at')) }}, 0) as difference,
        true as is_evaluated,
        cast(null as {{ dbt.type_string() }}) as skip_reason,
        '[]' as evidence,
        {{ surrogate_key(["'source'", 'kind']) }} as subject_key,
        {{ json_record([
            ['rule_zh', "'最新一份收到于 ' || cast(" ~ china_date('newest_at') ~ " as string) || '，晚于建库时间'"],
            ['rule_en', "'the newest came on ' || cast(" ~ china_date('newest_at')
                ~ " as string) || ', after the build'"],
        ]) }} as detail
    from newest
    union all
    select
        'I04' as check_id,
        cast(null as {{ dbt.type_string() }}) as document_key,
        plan_id,
        plan_name || ' ' || period_code as subject_zh,
        plan_name || ' ' || period_code as subject_en,
        period_code,
        cast(duty_count as {{ dbt.type_string() }}) as expected,
        cast(received_count as {{ dbt.type_string() }}) as observed,
        case when received_count = 0 then {{ days_between('due_date', today()) }} else 0 end
            as difference,
        true as is_evaluated,
        cast(null as {{ dbt.type_string() }}) as skip_reason,
        '[]' as evidence,
        {{ surrogate_key(["'calendar'", 'plan_id']) }} as subject_key,
        {{ json_record([
            ['rule_zh', "'应报 ' || duty_count || ' 份，截止 ' || cast(due_date as string) || '，至今一份未收到'"],
            ['rule_en', "duty_count || ' reports were due by ' || cast(due_date as string) || ', none came'"],
        ]) }} as detail
    from received

),

complete as (

    select
        *,
        0 as tolerance,
        cast(null as {{ dbt.type_string() }}) as org_code
    from compared

)

select {{ check_columns() }} from complete
