with

actuals as (

    select * from {{ ref('int_actuals_converted') }}

),

periods as (

    select * from {{ ref('int_periods_dated') }}

),

numbered as (

    -- Within one report a year-to-date row is the later word, whatever row it stands in.
    select
        actuals.*,
        periods.granularity,
        periods.period_start_date,
        periods.period_end_date,
        coalesce(actuals.indicator_key, actuals.match_name) as series_name,
        cast(row_number() over (
            partition by
                actuals.org_code, actuals.period_code,
                coalesce(actuals.indicator_key, actuals.match_name)
            order by
                actuals.received_at, actuals.delivery_id,
                case when actuals.basis = 'year_to_date' then 1 else 0 end,
                actuals.row_no, actuals.actual_key
        ) as integer) as revision_no,
        count(*) over (
            partition by
                actuals.org_code, actuals.period_code,
                coalesce(actuals.indicator_key, actuals.match_name)
        ) as revision_count
    from actuals
    left join periods on actuals.period_code = periods.period_code

),

revised as (

    select
        *,
        revision_no = revision_count as is_latest
    from numbered

)

select * from revised
