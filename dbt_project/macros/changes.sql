{% macro changes_only() -%}
    {#- Whether the candidate is a copy of an earlier one, to which reports were added or of which
        some were taken away: what no changed report reaches stays as it is. -#}
    {{ return(var('rebuild') == 'changes') }}
{%- endmacro %}

{% macro changed(reach, of=none) -%}
    {#- Condition on the rows that changed reports may alter; true where everything is built anew.
        Reach: delivery, document, report (organisation × period: the changed one and the later ones
        of its year), year (organisation × year), calendar_year, plan, everything or nothing.
        Of: the relation whose columns are meant, where several are joined. -#}
    {%- set at = of ~ '.' if of else '' -%}
    {%- if not changes_only() -%}
        true
    {%- elif reach in ('everything', 'nothing') -%}
        {{ reach == 'everything' }}
    {%- elif reach == 'delivery' -%}
        {{ at }}delivery_id in (select delivery_id from {{ ref('stg_progress__changed_reports') }})
    {%- elif reach == 'document' -%}
        {{ at }}document_key in (
            select document_key from {{ ref('stg_progress__changed_reports') }}
        )
    {%- elif reach == 'report' -%}
        ({{ at }}org_code, {{ at }}period_code) in (
            select org_code, period_code from {{ ref('int_reports_affected') }}
        )
    {%- elif reach == 'year' -%}
        ({{ at }}org_code, left({{ at }}period_code, 4)) in (
            select org_code, left(period_code, 4) from {{ ref('int_reports_affected') }}
        )
    {%- elif reach == 'calendar_year' -%}
        left({{ at }}period_code, 4) in (
            select left(period_code, 4) from {{ ref('int_reports_affected') }}
        )
    {%- elif reach == 'plan' -%}
        {{ at }}plan_id in (select plan_id from {{ ref('int_plans_affected') }})
    {%- else -%}
        {{ exceptions.raise_compiler_error('no such reach: ' ~ reach) }}
    {%- endif -%}
{%- endmacro %}

{% macro not_yet_in_this(column) -%}
    {#- Condition on the rows whose key a list that only grows does not hold yet. -#}
    {%- if changes_only() -%}
        {{ column }} not in (select {{ column }} from {{ this }})
    {%- else -%}
        true
    {%- endif -%}
{%- endmacro %}

{% macro get_incremental_replace_changed_sql(given) -%}
    {#- Put the rows that were built in the place of those that changed reports may have altered.
        A model says in its meta what it is replaced by: `changed_by`, a reach, and `changed_where`,
        a condition beside it. A row that is no longer there goes too, which neither a merge nor a
        deletion by the keys of the new rows would do. -#}
    {%- set reach = config.get('meta', {}).get('changed_by') -%}
    {%- set beside = config.get('meta', {}).get('changed_where', 'true') -%}
    {%- set columns = get_quoted_csv(given['dest_columns'] | map(attribute='name')) -%}
    {{ adapter.dispatch('replace_rows', 'planledger')(
        given['target_relation'],
        given['temp_relation'],
        columns,
        changed(reach) ~ ' and ' ~ beside if changes_only() else 'true',
    ) }}
{%- endmacro %}

{% macro duckdb__replace_rows(target, source, columns, condition) -%}
    delete from {{ target }}
    where {{ condition }};

    insert into {{ target }} ({{ columns }})
    select {{ columns }} from {{ source }}
{%- endmacro %}

{% macro spark__replace_rows(target, source, columns, condition) -%}
    {#- One statement, and no row-level deletes: what stays is written again beside what is new. -#}
    insert overwrite table {{ target }}
    select {{ columns }} from {{ target }}
    where not coalesce({{ condition }}, false)
    union all
    select {{ columns }} from {{ source }}
{%- endmacro %}
