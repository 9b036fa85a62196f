{% materialization table, adapter='duckdb' %}
    {#- Instead of dbt-duckdb's own: that one builds under another name, renames and drops, so that
        readers never meet a table that is half there. Nobody reads a candidate before it is
        published, and the renames were a seventh of what dbt itself costs in a build. Knows no
        Python models, grants or indexes: the project has none. The same holds for the next two. -#}
    {{ return(built_anew('table')) }}
{% endmaterialization %}

{% materialization view, adapter='duckdb' %}
    {{ return(built_anew('view')) }}
{% endmaterialization %}

{% materialization incremental, adapter='duckdb' %}
    {#- In a candidate that does not hold the table yet, and after --full-refresh, a table like any
        other; else dbt's way: new rows into a temporary table, then the model's strategy. -#}
    {%- set target = load_cached_relation(this) -%}
    {%- if target is none or target.is_view or should_full_refresh() -%}
        {{ return(built_anew('table')) }}
    {%- endif -%}

    {%- set made = make_temp_relation(target) -%}
    {{ run_hooks(pre_hooks, inside_transaction=False) }}
    {{ run_hooks(pre_hooks, inside_transaction=True) }}
    {%- do run_query(create_table_as(True, made, compiled_code)) -%}
    {%- set on_change = incremental_validate_on_schema_change(
        config.get('on_schema_change'), default='fail'
    ) -%}
    {%- set strategy = adapter.get_incremental_strategy_macro(
        context, config.get('incremental_strategy')
    ) -%}
    {%- set columns = process_schema_changes(on_change, made, target) -%}
    {%- call statement('main') -%}
        {{ strategy({
            'target_relation': target,
            'temp_relation': made,
            'unique_key': config.get('unique_key'),
            'dest_columns': columns or adapter.get_columns_in_relation(target),
            'incremental_predicates': none,
        }) }}
    {%- endcall -%}
    {%- do finished(target) -%}
    {{ return({'relations': [target]}) }}
{% endmaterialization %}

{% macro built_anew(type) -%}
    {%- set existing = load_cached_relation(this) -%}
    {%- set target = this.incorporate(type=type) -%}

    {{ run_hooks(pre_hooks, inside_transaction=False) }}
    {{ run_hooks(pre_hooks, inside_transaction=True) }}

    {%- if existing is not none -%}
        {%- do adapter.drop_relation(existing) -%}
    {%- endif -%}
    {%- call statement('main') -%}
        {%- if type == 'view' -%}
            {{ create_view_as(target, compiled_code) }}
        {%- else -%}
            {{ create_table_as(False, target, compiled_code) }}
        {%- endif -%}
    {%- endcall -%}
    {%- do finished(target) -%}
    {{ return({'relations': [target]}) }}
{%- endmacro %}

{% macro finished(target) -%}
    {{ run_hooks(post_hooks, inside_transaction=True) }}
    {%- do persist_docs(target, model) -%}
    {{ adapter.commit() }}
    {{ run_hooks(post_hooks, inside_transaction=False) }}
{%- endmacro %}

{% macro duckdb__get_assert_columns_equivalent(sql) -%}
    {#- A contract holds when the query has the columns and types that the model declares. dbt asks
        the database for both; what is declared as DuckDB prints it needs no asking. Where the two
        differ, dbt itself judges, and says what differs. -#}
    {%- set declared = {} -%}
    {%- for column in model['columns'].values() -%}
        {%- do declared.update({column['name']: column['data_type'] | upper}) -%}
    {%- endfor -%}
    {%- set given = {} -%}
    {%- for column in adapter.get_column_schema_from_query(get_empty_subquery_sql(sql)) -%}
        {%- do given.update({column.name: column.dtype}) -%}
    {%- endfor -%}
    {%- if given != declared -%}
        {{ assert_columns_equivalent(sql) }}
    {%- endif -%}
{%- endmacro %}

{% macro duckdb__persist_docs(relation, model, for_relation, for_columns) -%}
    {#- Table and columns in one call. dbt asks which columns there are; a contract has settled it. -#}
    {%- if config.persist_relation_docs() and config.persist_column_docs() -%}
        {%- call statement('comments') -%}
            {{ alter_relation_comment(relation, model.description) }}
            {%- for column in model.columns.values() %}
            comment on column {{ relation }}.{{ column['name'] }}
                is {{ duckdb_escape_comment(column['description']) }};
            {%- endfor %}
        {%- endcall -%}
    {%- endif -%}
{%- endmacro %}
