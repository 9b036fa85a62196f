with

periods as (

    select * from {{ ref('int_periods_dated') }}

),

quarters as (

    select * from {{ ref('int_year_quarters_dated') }}

),

stacked as (

    -- What documents name, and the quarters and the year that it is rolled up to.
    select
        period_code,
        granularity,
        year,
        period_start_date,
        period_end_date
    from periods
    union
    select
        period_code,
        granularity,
        year,
        period_start_date,
        period_end_date
    from quarters

)

select
    period_code,
    granularity,
    year,
    period_start_date,
    period_end_date
from stacked
