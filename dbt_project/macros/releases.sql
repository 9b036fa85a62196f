{% macro release_id() -%}
    {#- The release that is being built; findings carry it as first and last release. Neither a
        variable nor an environment variable that the parser sees: where one of those changes, dbt
        parses files again. -#}
    {{ return(env_var('PLANLEDGER_RELEASE_ID', 'dev') if execute else 'dev') }}
{%- endmacro %}

{% macro release_no() -%}
    {#- Its number: releases are published in this order. -#}
    {{ return(modules.re.sub('[^0-9]', '', release_id()) | int(0)) }}
{%- endmacro %}

{% macro previous_release(relation) -%}
    {#- A mart as another release has it: same schema and name, in the catalog that the variable
        names. DuckDB: attach the file; Spark: a catalog or schema of that release. -#}
    {{ api.Relation.create(
        database=var('previous_release', 'previous'),
        schema=relation.schema,
        identifier=relation.identifier
    ) }}
{%- endmacro %}
