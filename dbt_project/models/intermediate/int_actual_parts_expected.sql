with

targets as (

    -- running text names no partition
    select * from {{ ref('int_targets_resolved') }}
    where stated_in = 'table' and {{ changed('plan') }}

),

actuals as (

    select * from {{ ref('int_actuals_completed') }}
    where is_latest and indicator_key is not null and {{ changed('plan') }}

),

printed as (

    select
        *,
        {{ printed_number('raw') }} as printed_number
    from actuals

),

periods as (

    select
        indicator_key,
        period_code,
        cast(year as {{ dbt.type_string() }}) as plan_period_code
    from actuals
    group by indicator_key, period_code, year

),

expected as (

    -- The plan's own partition says whose figures belong together, whether or not they came.
    select
        targets.plan_id,
        targets.indicator_key,
        targets.org_code,
        targets.org_key,
        targets.is_total,
        periods.period_code,
        min(targets.additivity) as additivity,
        max(case when targets.reporting_duty = 'own' then 1 else 0 end) as has_duty,
        min(targets.col_no) as col_no
    from targets
    inner join periods
        on
            targets.indicator_key = periods.indicator_key
            and left(targets.period_code, 4) = periods.plan_period_code
    group by
        targets.plan_id, targets.indicator_key, targets.org_code, targets.org_key,
        targets.is_total, periods.period_code

),

reported as (

    select
        expected.*,
        printed.document_key,
        printed.evidence,
        printed.actual_value,
        coalesce(printed.unit_code, printed.unit_name) as unit,
        {{ rounding_of('printed.printed_number', 'printed.actual_value') }} as rounding
    from expected
    left join printed
        on
            expected.indicator_key = printed.indicator_key
            and expected.org_code = printed.org_code
            and expected.period_code = printed.period_code

)

select * from reported
