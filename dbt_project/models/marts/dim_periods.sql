with

periods as (

    select * from {{ ref('int_periods_dated') }}

)

select
    period_code,
    granularity,
    year,
    period_start_date,
    period_end_date
from periods
