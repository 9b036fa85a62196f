{% materialization table, adapter='duckdb' %}
    {#- Instead of dbt-duckdb's own: that one builds under another name, renames and drops, so that
        readers never meet a table that is half there. Nobody reads a candidate before it is
        published, and the two renames were a seventh of what dbt itself costs in a build. Knows no
        Python models, grants or indexes: the project has none. -#}
    {%- set existing = load_cached_relation(this) -%}
    {%- set target = this.incorporate(type='table') -%}

    {{ run_hooks(pre_hooks, inside_transaction=False) }}
    {{ run_hooks(pre_hooks, inside_transaction=True) }}

    {%- if existing is not none -%}
        {%- do adapter.drop_relation(existing) -%}
    {%- endif -%}
    {%- call statement('main') -%}
        {{ create_table_as(False, target, compiled_code) }}
    {%- endcall -%}

    {{ run_hooks(post_hooks, inside_transaction=True) }}
    {%- do persist_docs(target, model) -%}
    {{ adapter.commit() }}
    {{ run_hooks(post_hooks, inside_transaction=False) }}

    {{ return({'relations': [target]}) }}
{% endmaterialization %}
