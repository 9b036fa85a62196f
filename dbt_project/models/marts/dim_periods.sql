with

periods as (

    select * from {{ ref('int_periods_dated') }}

),

quarters as (

    select * from {{ ref('int_year_quarters_dated') }}

),

duties as (

    select * from {{ ref('int_reporting_duties_dated') }}

),

stacked as (

    -- What documents name, the quarters and the year that it is rolled up to, and the periods that
    -- somebody has to report for.
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
    union
    select
        period_code,
        frequency as granularity,
        plan_year as year,
        period_start_date,
        period_end_date
    from duties

)

select
    period_code,
    granularity,
    year,
    period_start_date,
    period_end_date
from stacked
