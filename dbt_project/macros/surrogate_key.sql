{% macro surrogate_key(columns) -%}
    {#- One hash for one natural key: md5 of the columns joined by '|', a null as ''. -#}
    md5(concat_ws('|'
    {%- for column in columns -%}
        , coalesce(cast({{ column }} as {{ dbt.type_string() }}), '')
    {%- endfor -%}
    ))
{%- endmacro %}
