with

periods as (

    select * from {{ ref('dim_periods') }}

),

bounds as (

    select
        min(period_start_date) as first_date,
        max(period_end_date) as last_date
    from periods

),

days as (

    select {{ each_day('first_date', 'last_date') }} as day
    from bounds
    where first_date is not null

)

select cast(day as date) as calendar_date
from days
