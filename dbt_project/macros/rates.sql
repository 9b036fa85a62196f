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

{% macro is_limit(of='') -%}
    {#- Whether less is better, of the columns of a target; `of` is put before their names. Of a bare
        or approximate number it is where the indicator says so; of a decrease more is always better. -#}
    coalesce({{ of }}comparator in ('<=', '<'), false)
    or (
        {{ of }}direction = 'lower'
        and coalesce({{ of }}change, '') <> 'decrease'
        and coalesce({{ of }}comparator, '=') in ('=', '~')
    )
{%- endmacro %}

{% macro comparable_baseline(of='') -%}
    {#- The baseline of a target, null where it is in another unit: that is no baseline. -#}
    case
        when
            coalesce({{ of }}baseline_unit_code, {{ of }}baseline_unit_name, '')
            = coalesce({{ of }}unit_code, {{ of }}unit_name, '')
            then {{ of }}baseline_value
    end
{%- endmacro %}

{% macro completion_method(is_limit, baseline_value, of='') -%}
    {#- How a completion rate is made of a target: of a change or a count the share that is done, of a
        limit whether it holds, of a limit with a baseline the share of the way. Null for none. -#}
    case
        when {{ is_limit }} and {{ of }}change is null and {{ baseline_value }} > {{ of }}target_value
            then 'baseline'
        when {{ is_limit }} and {{ of }}target_value >= 0 then 'limit'
        when {{ of }}target_value > 0 and {{ of }}change is not null then 'change'
        when {{ of }}target_value > 0 then 'ratio'
    end
{%- endmacro %}

{% macro own_completion_method(of='') -%}
    {#- The same for a target that its organisation reports itself; null for the others. -#}
    case
        when {{ of }}reporting_duty = 'own'
            then {{ completion_method('(' ~ is_limit(of) ~ ')', comparable_baseline(of), of) }}
    end
{%- endmacro %}
