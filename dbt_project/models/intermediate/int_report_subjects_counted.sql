{{ config(materialized='incremental', meta={'changed_by': 'plan'}) }}

with

targets as (

    select * from {{ ref('int_targets_resolved') }}
    where stated_in = 'table' and {{ changed('plan') }}

),

actuals as (

    select * from {{ ref('int_actuals_completed') }}
    where
        is_latest and indicator_key is not null and actual_value is not null
        and {{ changed('plan') }}

),

sides as (

    -- Of an indicator and period: whether the total has a figure, and whether a part has one.
    select
        actuals.plan_id,
        actuals.indicator_key,
        actuals.period_code,
        max(case when targets.is_total and targets.additivity = 'sum' then 1 else 0 end)
            as has_total,
        max(case when targets.is_total then 0 else 1 end) as has_part
    from actuals
    inner join targets
        on actuals.indicator_key = targets.indicator_key and actuals.org_code = targets.org_code
    group by actuals.plan_id, actuals.indicator_key, actuals.period_code

),

reported_twice as (

    select plan_id
    from actuals
    where year_to_date_value is not null
    group by plan_id, org_code, indicator_key, left(period_code, 4)
    having count(distinct as_of_date) > 1

),

listed as (

    select
        plan_id,
        'A01' as check_id
    from sides
    where has_total = 1 and has_part = 1
    union all
    select
        plan_id,
        'A02' as check_id
    from reported_twice

)

select
    plan_id,
    check_id,
    count(*) as subject_count
from listed
group by plan_id, check_id
