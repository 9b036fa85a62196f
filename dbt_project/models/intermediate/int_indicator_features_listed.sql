{#- No table: one model reads it. -#}
{{ config(materialized='ephemeral') }}

with

statements as (

    select * from {{ ref('int_statements_united') }}
    where indicator_key is not null and {{ changed('nothing') }}

),

reported as (

    -- A name with its unit: what one report says never decides how another one is read.
    select
        match_name,
        reported_unit_name
    from {{ ref('int_submission_values_identified') }}
    group by match_name, reported_unit_name

),

subjects as (

    select
        indicator_key as subject_key,
        plan_id,
        match_name,
        unit_name,
        case when state = 'all_orgs' then state end as state,
        case when is_total then raw end as raw,
        case when is_total then comparator end as comparator,
        case when is_total then change end as change,
        case when is_total and target_value = 0 and comparator in ('=', '<=') then '0' end as value
    from statements
    union all
    select
        {{ reported_subject('match_name', 'reported_unit_name') }} as subject_key,
        null as plan_id,
        match_name,
        reported_unit_name as unit_name,
        null as state,
        null as raw,
        null as comparator,
        null as change,
        null as value
    from reported

),

{% set fields = {
    'plan': 'plan_id',
    'indicator': 'match_name',
    'unit': 'unit_name',
    'state': 'state',
    'raw': 'raw',
    'comparator': 'comparator',
    'change': 'change',
    'value': 'value',
} %}

unpivoted as (

    {% for field, column in fields.items() %}
        select
            subject_key,
            '{{ field }}' as field,
            {{ fold_text(column) }} as feature
        from subjects
        where {{ column }} is not null
        union all
    {% endfor %}
    -- What every subject has, for the rule that speaks last.
    select
        subject_key,
        'any' as field,
        '' as feature
    from subjects

),

listed as (

    select
        subject_key,
        field,
        feature
    from unpivoted
    group by subject_key, field, feature

)

select * from listed
