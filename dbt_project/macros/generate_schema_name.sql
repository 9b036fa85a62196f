{% macro generate_schema_name(custom_schema_name, node) -%}
    {#- The schema is the layer's own name, without the profile's default before it. -#}
    {{ (custom_schema_name or target.schema) | trim }}
{%- endmacro %}
