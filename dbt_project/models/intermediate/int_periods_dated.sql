with

codes as (

    select * from {{ ref('int_period_codes_listed') }}

),

parsed as (

    select
        period_code,
        case
            when regexp_extract(period_code, '^([0-9]{4})$', 1) <> '' then 'year'
            when regexp_extract(period_code, '^[0-9]{4}-H([12])$', 1) <> '' then 'half'
            when regexp_extract(period_code, '^[0-9]{4}-Q([1-4])$', 1) <> '' then 'quarter'
            when regexp_extract(period_code, '^[0-9]{4}-(0[1-9]|1[0-2])$', 1) <> '' then 'month'
        end as granularity,
        cast(nullif(regexp_extract(period_code, '^([0-9]{4})', 1), '') as integer) as year,
        cast(nullif(regexp_extract(period_code, '([0-9]+)$', 1), '') as integer) as ordinal
    from codes

),

measured as (

    select
        *,
        case granularity
            when 'year' then 12
            when 'half' then 6
            when 'quarter' then 3
            when 'month' then 1
        end as month_count
    from parsed

),

started as (

    select
        *,
        case
            when granularity = 'year' then make_date(year, 1, 1)
            when granularity is not null then make_date(year, (ordinal - 1) * month_count + 1, 1)
        end as period_start_date
    from measured

),

{% set next_start = dbt.dateadd('month', 'month_count', 'period_start_date') %}

ended as (

    select
        period_code,
        granularity,
        case when granularity is not null then year end as year,
        period_start_date,
        cast({{ dbt.dateadd('day', -1, next_start) }} as date) as period_end_date
    from started

)

select * from ended
