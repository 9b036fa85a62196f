-- 哪些单位该报未报，缺多少项？
-- A period is due for all once anybody of the plan has reported for it.
with

scorecard as (

    select * from {{ ref('rpt_org_scorecard') }}
    where completeness_rate is not null or reported_count = 0

),

due_periods as (

    select
        plan_id,
        period_code,
        max(reported_count) as most_reported
    from scorecard
    group by plan_id, period_code

),

missing as (

    select
        scorecard.plan_id,
        scorecard.org_name,
        scorecard.period_code,
        scorecard.assigned_count,
        scorecard.reported_count,
        scorecard.assigned_count - scorecard.reported_count as missing_count,
        scorecard.sort_order
    from scorecard
    inner join due_periods
        on
            scorecard.plan_id = due_periods.plan_id
            and scorecard.period_code = due_periods.period_code
    where due_periods.most_reported > 0 and scorecard.assigned_count > scorecard.reported_count

)

select
    org_name,
    period_code,
    assigned_count,
    reported_count,
    missing_count
from missing
order by missing_count desc, period_code asc, sort_order asc, org_name asc
