{% macro utc_timestamp(expression) -%}
    {#- The profile sets the session to UTC, so a zoned time loses only its zone. -#}
    cast({{ expression }} as timestamp)
{%- endmacro %}
