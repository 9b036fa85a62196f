{#- No table: one model reads it. -#}
{{ config(materialized='ephemeral') }}

{%- set frequencies = {'month': ('', 12, 1), 'quarter': ('Q', 4, 3), 'half': ('H', 2, 6)} -%}
with

units as (

    select * from {{ ref('int_reporting_units_listed') }}

),

years as (

    select plan_year as year
    from units
    group by plan_year

),

numbered as (

    {% for frequency, (letter, count, months) in frequencies.items() -%}
        {% for number in range(1, count + 1) -%}
            {%- set name = letter ~ number if letter else '%02d' % number -%}
            select
                '{{ frequency }}' as frequency,
                '-{{ name }}' as suffix,
                {{ (number - 1) * months + 1 }} as first_month,
                {{ months }} as month_count
            union all
        {% endfor %}
    {%- endfor %}
    select
        'year' as frequency,
        '' as suffix,
        1 as first_month,
        12 as month_count

),

started as (

    select
        years.year,
        numbered.frequency,
        numbered.month_count,
        concat(cast(years.year as {{ dbt.type_string() }}), numbered.suffix) as period_code,
        make_date(years.year, numbered.first_month, 1) as period_start_date
    from years
    cross join numbered

),

{% set next_start = dbt.dateadd('month', 'month_count', 'period_start_date') %}

ended as (

    select
        period_code,
        frequency,
        year,
        period_start_date,
        cast({{ next_start }} as date) as next_period_start_date,
        cast({{ dbt.dateadd('day', -1, next_start) }} as date) as period_end_date,
        cast({{ dbt.dateadd('month', 'month_count - 1', 'period_start_date') }} as date)
            as last_month_start_date
    from started

)

select * from ended
