{% macro quantity_type() -%}
    decimal(38, 10)
{%- endmacro %}

{% macro printed_number(raw) -%}
    {#- The number right before a multiplier, as text without group separators; null without one. -#}
    nullif(replace(
        regexp_extract({{ fold_text(raw) }}, '([0-9][0-9,]{0,15}([.][0-9]{1,9})?) *[十百千万亿]', 1), ',', ''
    ), '')
{%- endmacro %}

{% macro rounding_of(printed_number, value) -%}
    {#- Half the last printed place of a number that was rounded by a multiplier: 0.9万 read as 9000
        may be 500 off. Where the multiplier stayed in the unit (0.9万元 read as 0.9) half a place
        of the number. A number without multiplier is exact: 0. Unit: that of `value`. -#}
    case
        when {{ printed_number }} is null or {{ value }} is null
            then cast(0 as {{ quantity_type() }})
        else cast(
            cast(concat(
                '0.', repeat('0', length(regexp_extract({{ printed_number }}, '[.]([0-9]+)', 1))), '5'
            ) as decimal(18, 10))
            * cast(least(coalesce(
                round({{ value }} / nullif(cast({{ printed_number }} as {{ quantity_type() }}), 0)), 1
            ), 1000000000000) as decimal(18, 0))
            as {{ quantity_type() }}
        )
    end
{%- endmacro %}

{% macro in_other_unit(value, factor) -%}
    {#- A value times a factor between units; null beyond 10^12, which no plan prints and whose
        product could leave the type. -#}
    case when abs({{ value }}) < 1000000000000
        then cast({{ value }} * {{ factor }} as {{ quantity_type() }})
    end
{%- endmacro %}

{% macro ratio_type() -%}
    decimal(18, 6)
{%- endmacro %}

{% macro ratio(numerator, denominator) -%}
    {#- A rate of two numbers: null where the denominator is null or 0, never a double. Engines
        divide two decimals into different types; the cast makes them one. -#}
    cast(
        cast({{ numerator }} as {{ quantity_type() }})
        / nullif(cast({{ denominator }} as {{ quantity_type() }}), 0)
        as {{ ratio_type() }}
    )
{%- endmacro %}

{% macro whole_division(dividend, divisor) -%}
    {{ return(adapter.dispatch('whole_division', 'planledger')(dividend, divisor)) }}
{%- endmacro %}

{% macro duckdb__whole_division(dividend, divisor) -%}
    {#- How many times a whole number goes into another. -#}
    {{ dividend }} // {{ divisor }}
{%- endmacro %}

{% macro spark__whole_division(dividend, divisor) -%}
    {{ dividend }} div {{ divisor }}
{%- endmacro %}
