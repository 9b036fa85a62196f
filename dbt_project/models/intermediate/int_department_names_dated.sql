{#- No table: one model reads it. -#}
{{ config(materialized='ephemeral') }}

with

tasks as (

    select * from {{ ref('stg_plan__tasks') }}

),

documents as (

    select * from {{ ref('int_documents_editioned') }}

),

scopes as (

    select * from {{ ref('stg_match__document_scopes') }}

),

names as (

    select * from {{ ref('int_departments_matched') }}

),

listed as (

    {{ unnested('tasks', ['document_key'], 'departments', 'printed_name', 'position_no') }}

),

printed as (

    -- no fan-out: one document, one scope, one department a name within a scope
    select
        names.department_key,
        listed.printed_name,
        documents.valid_from as printed_on,
        count(*) as occurrence_count
    from listed
    inner join documents on listed.document_key = documents.document_key
    inner join scopes on listed.document_key = scopes.document_key
    inner join names
        on scopes.scope_key = names.scope_key and listed.printed_name = names.printed_name
    group by names.department_key, listed.printed_name, documents.valid_from

)

select * from printed
