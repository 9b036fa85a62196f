{% macro divided(numerator, denominator) -%}
    {{ return(adapter.dispatch('divided', 'planledger')(numerator, denominator)) }}
{%- endmacro %}

{% macro duckdb__divided(numerator, denominator) -%}
    {#- Two decimals divided into a decimal, to ten places; null where the denominator is 0, and beyond
        10^15, which no plan prints and whose quotient could leave the type. DuckDB divides decimals by
        way of a double, which holds ten places of any quotient below 10^5: the cast is on the spot, so
        that nothing is ever computed on with a double. -#}
    cast(
        case when abs({{ numerator }}) < 1000000000000000 then {{ numerator }} end
        / nullif({{ denominator }}, 0)
        as {{ quantity_type() }}
    )
{%- endmacro %}

{% macro spark__divided(numerator, denominator) -%}
    {#- Decimals of 26 digits leave the quotient the ten places that are asked for. -#}
    cast(
        cast(case when abs({{ numerator }}) < 1000000000000000 then {{ numerator }} end as decimal(26, 10))
        / nullif(cast({{ denominator }} as decimal(26, 10)), 0)
        as {{ quantity_type() }}
    )
{%- endmacro %}

{% macro days_from(first_day, last_day) -%}
    {#- Days from one day to another, both counted; a decimal, so that shares of time are exact. -#}
    cast({{ dbt.datediff(first_day, last_day, 'day') }} + 1 as decimal(9, 0))
{%- endmacro %}
