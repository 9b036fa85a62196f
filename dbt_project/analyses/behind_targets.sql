-- 哪些县区的哪些指标落后于时间进度？
with

standing as (

    select * from {{ ref('rpt_target_vs_actual') }}
    where status = 'not_yet_met' and completion_rate is not null

),

periods as (

    select * from {{ ref('dim_periods') }}

),

paced as (

    -- The share of the target's own period that had passed when the report was true.
    select
        standing.org_name,
        standing.indicator_name,
        standing.unit_name,
        standing.is_total,
        standing.target_value,
        standing.actual_value,
        standing.completion_rate,
        standing.as_of_date,
        {{ ratio(
            days_between('periods.period_start_date', 'standing.as_of_date') ~ ' + 1',
            days_between('periods.period_start_date', 'periods.period_end_date') ~ ' + 1'
        ) }} as time_share
    from standing
    inner join periods on standing.period_code = periods.period_code

),

behind as (

    select
        *,
        time_share - completion_rate as lag_share
    from paced
    where completion_rate < time_share

)

select
    org_name,
    indicator_name,
    unit_name,
    is_total,
    target_value,
    actual_value,
    completion_rate,
    time_share,
    lag_share,
    as_of_date
from behind
order by lag_share desc, org_name asc, indicator_name asc
