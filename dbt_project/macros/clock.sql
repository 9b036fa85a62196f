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

{% macro as_of() -%}
    {#- The moment at which a build looks at the world, UTC: the build's only clock, which it writes
        into its manifest. Like the release's id it is no variable that the parser sees. -#}
    {%- set given = env_var('PLANLEDGER_AS_OF', '') if execute else '' -%}
    {%- if given -%}
        {{ return(modules.datetime.datetime.fromisoformat(given)) }}
    {%- endif -%}
    {{ return(run_started_at) }}
{%- endmacro %}

{% macro today() -%}
    {#- The day in China at that moment. -#}
    cast('{{ (as_of() + modules.datetime.timedelta(hours=8)).strftime("%Y-%m-%d") }}' as date)
{%- endmacro %}

{% macro china_date(utc_moment) -%}
    {#- The day in China (Asia/Shanghai) of a moment in UTC. China has kept one offset since 1992, so
        that no list of time zones is needed: 23:00 UTC is the next day there. -#}
    cast({{ dbt.dateadd('hour', 8, utc_moment) }} as date)
{%- endmacro %}

{% macro day_of_month(first_of_month, day_no) -%}
    {#- A day of the month that begins on a date; its last day where the month is shorter. -#}
    least(
        cast({{ dbt.dateadd('day', '(' ~ day_no ~ ') - 1', first_of_month) }} as date),
        cast({{ dbt.last_day(first_of_month, 'month') }} as date)
    )
{%- endmacro %}
