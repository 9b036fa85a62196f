{%- set shared = [
    'statement_key', 'document_key', 'plan_id', 'indicator_key', 'match_name', 'period_code',
    'org_code', 'org_key', 'org_name', 'indicator_name', 'action_name', 'measure', 'raw', 'state',
    'comparator', 'change', 'unit_code', 'unit_name', 'place', 'part_no', 'occurrence_no',
    'is_total', 'is_superseded', 'target_value', 'evidence', 'received_at',
] -%}
{%- set of_cells = {
    'printed_period': dbt.type_string(),
    'review_decision': dbt.type_string(),
    'reviewed_by': dbt.type_string(),
    'table_no': 'integer',
    'row_no': 'integer',
    'col_no': 'integer',
    'first_col_no': 'integer',
    'last_col_no': 'integer',
    'action_declared_items': 'integer',
} -%}
{%- set of_prose = {
    'resolution': dbt.type_string(),
    'match_relation': dbt.type_string(),
    'section': dbt.type_string(),
    'target_value_max': quantity_type(),
    'due_from': 'date',
    'due_date': 'date',
} -%}
with

cells as (

    select * from {{ ref('int_statements_identified') }}

),

prose as (

    select * from {{ ref('int_prose_statements_listed') }}

),

pairs as (

    select * from {{ ref('int_units_paired') }}
    where is_to_base

),

united as (

    -- What only one of the two can say is null for the other.
    select
        {{ shared | join(', ') }},
        {{ of_cells | join(', ') }},
        {% for column, type in of_prose.items() %}
            cast(null as {{ type }}) as {{ column }},
        {% endfor %}
        alignment,
        alignment_basis,
        read_value,
        'table' as stated_in
    from cells
    union all
    select
        {{ shared | join(', ') }},
        {% for column, type in of_cells.items() %}
            cast(null as {{ type }}) as {{ column }},
        {% endfor %}
        {{ of_prose | join(', ') }},
        'printed' as alignment,
        '[]' as alignment_basis,
        target_value as read_value,
        'prose' as stated_in
    from prose

),

converted as (

    -- no fan-out: a unit has one base
    select
        united.*,
        pairs.to_unit_code as base_unit_code,
        pairs.dimension,
        pairs.factor as base_factor,
        {{ in_other_unit('united.target_value', 'pairs.factor') }} as base_value,
        {{ in_other_unit('united.target_value_max', 'pairs.factor') }} as base_value_max
    from united
    left join pairs on united.unit_code = pairs.from_unit_code

)

select * from converted
