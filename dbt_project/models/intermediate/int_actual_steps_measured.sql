with

sequenced as (

    select * from {{ ref('int_actuals_sequenced') }}
    where source = 'submission' and plan_id is not null and {{ changed('plan') }}

),

doubts as (

    select * from {{ ref('int_actual_doubts_listed') }}
    where {{ changed('plan') }}

),

related as (

    -- no fan-out: one doubt a figure
    select
        sequenced.*,
        doubts.cause,
        lag(doubts.cause) over in_order as before_cause,
        case when sequenced.is_flow then sequenced.target_value end as flow_target_value
    from sequenced
    left join doubts on sequenced.actual_key = doubts.actual_key
    window in_order as (
        partition by sequenced.org_code, sequenced.series_name, sequenced.year_code
        order by sequenced.as_of_date, sequenced.period_code
    )

),

measured as (

    -- Of what adds up the share of the target done since the report before, January's from nothing;
    -- of a level or rate itself. No measure where it or the figure before it is in doubt.
    select
        *,
        case
            when cause is not null or before_cause is not null then null
            when not is_flow then sequence_value
            when
                report_no = 1 and granularity <> 'year'
                and right(period_code, 2) not in ('01', 'Q1', 'H1')
                then null
            else {{ divided('sequence_value - coalesce(before_value, 0)', 'flow_target_value') }}
        end as step_value,
        {{ divided('sequence_value', 'target_value') }} as target_share
    from related

)

select
    actual_key,
    plan_id,
    org_code,
    indicator_key,
    series_name,
    period_code,
    year_code,
    granularity,
    is_flow,
    direction,
    unit_name,
    cause,
    report_no,
    sequence_value,
    before_value,
    after_value,
    before_period_code,
    target_value,
    step_value,
    target_share
from measured
