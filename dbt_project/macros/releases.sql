{% macro previous_release(relation) -%}
    {#- A mart as another release has it: same schema and name, in the catalog that the variable
        names. DuckDB: attach the file; Spark: a catalog or schema of that release. -#}
    {{ api.Relation.create(
        database=var('previous_release', 'previous'),
        schema=relation.schema,
        identifier=relation.identifier
    ) }}
{%- endmacro %}
