with

steps as (

    select * from {{ ref('int_actual_steps_measured') }}

),

own_medians as (

    select
        org_code,
        series_name,
        year_code,
        granularity,
        count(step_value) as own_count,
        {{ median_of('step_value') }} as own_median
    from steps
    group by org_code, series_name, year_code, granularity

),

peer_medians as (

    -- What adds up is compared by the share of the target done, a level by its share of the target.
    select
        indicator_key,
        period_code,
        is_flow,
        count(case when is_flow then step_value else target_share end) as peer_count,
        {{ median_of('case when is_flow then step_value else target_share end') }} as peer_median,
        sum(case when sequence_value = target_value then 1 else 0 end) as exact_count
    from steps
    where cause is null and target_value is not null
    group by indicator_key, period_code, is_flow

),

placed as (

    -- no fan-out: one median a series, one an indicator and period
    select
        steps.*,
        own_medians.own_count,
        own_medians.own_median,
        coalesce(peer_medians.peer_count, 0) as peer_count,
        coalesce(peer_medians.exact_count, 0) as exact_count,
        peer_medians.peer_median,
        abs(steps.step_value - own_medians.own_median) as own_deviation,
        abs(
            case when steps.is_flow then steps.step_value else steps.target_share end
            - peer_medians.peer_median
        ) as peer_deviation
    from steps
    inner join own_medians
        on
            steps.org_code = own_medians.org_code
            and steps.series_name = own_medians.series_name
            and steps.year_code = own_medians.year_code
            and steps.granularity = own_medians.granularity
    left join peer_medians
        on
            steps.indicator_key = peer_medians.indicator_key
            and steps.period_code = peer_medians.period_code
            and steps.is_flow = peer_medians.is_flow

)

select * from placed
