{{ config(materialized='incremental', meta={'changed_by': 'report'}) }}

with

submissions as (

    select * from {{ ref('fct_submissions') }}
    where is_latest and {{ changed('report') }}

),

periods as (

    select * from {{ ref('dim_periods') }}

),

orgs as (

    select * from {{ ref('dim_org_units') }}

),

dated as (

    -- no fan-out: periods and organisations are unique
    select
        submissions.*,
        cast(submissions.received_at as date) as received_date,
        coalesce(orgs.org_name, submissions.org_code) as reporter_name,
        case periods.granularity
            when 'month' then {{ check_parameter('S09', 'early_days_month') }}
            when 'quarter' then {{ check_parameter('S09', 'early_days_quarter') }}
            when 'half' then {{ check_parameter('S09', 'early_days_half') }}
            when 'year' then {{ check_parameter('S09', 'early_days_year') }}
        end as early_days,
        {{ days_between(
            'cast(submissions.received_at as date)', 'submissions.period_end_date'
        ) }} as days_left
    from submissions
    left join periods on submissions.period_code = periods.period_code
    left join orgs on submissions.org_code = orgs.org_code

),

compared as (

    select
        'S09' as check_id,
        document_key,
        cast(null as {{ dbt.type_string() }}) as plan_id,
        org_code,
        period_code,
        evidence,
        reporter_name || ' ' || period_code as subject_zh,
        reporter_name || ' ' || period_code as subject_en,
        {{ surrogate_key(['org_code', 'period_code']) }} as subject_key,
        case when period_end_date is null then 'no_known_period' end as skip_reason,
        period_end_date is not null as is_evaluated,
        early_days as tolerance,
        cast(period_end_date as {{ dbt.type_string() }}) as expected,
        cast(received_date as {{ dbt.type_string() }}) as observed,
        greatest(days_left, 0) as difference,
        {{ json_record([
            ['received_on', 'cast(received_date as ' ~ dbt.type_string() ~ ')'],
            ['values', 'value_count'],
            ['cell', value_cell('evidence')],
        ]) }} as detail
    from dated

)

select {{ check_columns() }} from compared
