{#- No table: one model reads it. -#}
{{ config(materialized='ephemeral') }}

with

periods as (

    select * from {{ ref('int_periods_dated') }}

),

years as (

    select year
    from periods
    where year is not null
    group by year

),

numbered as (

    select
        1 as quarter_no,
        1 as first_month
    union all
    select
        2 as quarter_no,
        4 as first_month
    union all
    select
        3 as quarter_no,
        7 as first_month
    union all
    select
        4 as quarter_no,
        10 as first_month

),

quarters as (

    select
        concat(years.year, '-Q', numbered.quarter_no) as period_code,
        'quarter' as granularity,
        years.year,
        make_date(years.year, numbered.first_month, 1) as period_start_date,
        3 as month_count
    from years
    cross join numbered
    union all
    select
        cast(year as {{ dbt.type_string() }}) as period_code,
        'year' as granularity,
        year,
        make_date(year, 1, 1) as period_start_date,
        12 as month_count
    from years

),

{% set next_start = dbt.dateadd('month', 'month_count', 'period_start_date') %}

ended as (

    select
        period_code,
        granularity,
        year,
        period_start_date,
        cast({{ dbt.dateadd('day', -1, next_start) }} as date) as period_end_date
    from quarters

)

select * from ended
