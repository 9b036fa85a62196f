with

days as (

    select * from {{ ref('stg_calendar__working_days') }}

),

numbered as (

    -- Working days up to and with the day: the next one after it has the next number.
    select
        *,
        cast(sum(case when is_working_day then 1 else 0 end) over (
            order by calendar_date
        ) as integer) as working_day_no
    from days

)

select * from numbered
