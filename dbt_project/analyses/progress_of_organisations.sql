-- 各单位进度如何，谁在前，谁在后？
-- Of each organisation its last reported period. Equal rates share a place; the total and whoever
-- has nothing to report have none.
with

scorecard as (

    select * from {{ ref('rpt_org_scorecard') }}
    where reported_count > 0 and mean_completion_rate is not null

),

periods as (

    select * from {{ ref('dim_periods') }}

),

totals as (

    select
        plan_id,
        org_name,
        count(*) as total_target_count
    from {{ ref('fct_targets') }}
    where is_total
    group by plan_id, org_name

),

dated as (

    select
        scorecard.*,
        row_number() over (
            partition by scorecard.plan_id, scorecard.org_name
            order by periods.period_end_date desc, scorecard.period_code asc
        ) as recency_no
    from scorecard
    inner join periods on scorecard.period_code = periods.period_code
    left join totals
        on scorecard.plan_id = totals.plan_id and scorecard.org_name = totals.org_name
    where totals.org_name is null

)

select
    rank() over (
        partition by plan_id, period_code order by mean_completion_rate desc
    ) as place_no,
    org_name,
    period_code,
    assigned_count,
    met_count,
    mean_completion_rate,
    finding_count
from dated
where recency_no = 1
order by period_code asc, place_no asc, org_name asc
