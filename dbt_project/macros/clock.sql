{% macro utc_timestamp(expression) -%}
    {#- The profile sets the session to UTC, so a zoned time loses only its zone. -#}
    cast({{ expression }} as timestamp)
{%- endmacro %}

{% macro asked_date(default) -%}
    {#- The day that a question is about: the variable on_date, else an expression. -#}
    {% if var('on_date', none) %}cast('{{ var("on_date") }}' as date){% else %}{{ default }}{% endif %}
{%- endmacro %}

{% macro days_between(first_day, last_day) -%}
    {{ return(adapter.dispatch('days_between', 'planledger')(first_day, last_day)) }}
{%- endmacro %}

{% macro duckdb__days_between(first_day, last_day) -%}
    {#- Whole days from one date to another; negative where the second is earlier. -#}
    date_diff('day', {{ first_day }}, {{ last_day }})
{%- endmacro %}

{% macro spark__days_between(first_day, last_day) -%}
    datediff({{ last_day }}, {{ first_day }})
{%- endmacro %}

{% macro each_day(first_day, last_day) -%}
    {#- In a select list: one row a day from the first to the last. -#}
    {{ return(adapter.dispatch('each_day', 'planledger')(first_day, last_day)) }}
{%- endmacro %}

{% macro duckdb__each_day(first_day, last_day) -%}
    unnest(generate_series({{ first_day }}, {{ last_day }}, interval 1 day))
{%- endmacro %}

{% macro spark__each_day(first_day, last_day) -%}
    explode(sequence({{ first_day }}, {{ last_day }}, interval 1 day))
{%- endmacro %}
