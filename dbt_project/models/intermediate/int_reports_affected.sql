with

changed as (

    select
        org_code,
        period_code
    from {{ ref('stg_progress__changed_reports') }}
    where org_code is not null and period_code is not null
    group by org_code, period_code

),

periods as (

    select * from {{ ref('int_periods_dated') }}

),

firsts as (

    select
        changed.org_code,
        periods.year,
        min(periods.period_end_date) as first_end_date
    from changed
    inner join periods on changed.period_code = periods.period_code
    where periods.year is not null
    group by changed.org_code, periods.year

),

affected as (

    -- What is counted since January follows from every earlier report of the year and from no later
    -- one.
    select * from changed
    union
    select
        firsts.org_code,
        periods.period_code
    from firsts
    inner join periods
        on firsts.year = periods.year and firsts.first_end_date <= periods.period_end_date

)

select * from affected
