with

tasks as (

    select * from {{ ref('int_tasks_identified') }}

),

scopes as (

    select * from {{ ref('stg_match__document_scopes') }}

),

names as (

    select * from {{ ref('int_departments_matched') }}

),

listed as (

    {{ unnested(
        'tasks', ['task_key', 'document_key', 'plan_id'], 'departments', 'printed_name', 'position_no'
    ) }}

),

matched as (

    -- no fan-out: one scope a document, one department a name within a scope
    select
        listed.*,
        names.department_key
    from listed
    inner join scopes on listed.document_key = scopes.document_key
    inner join names
        on scopes.scope_key = names.scope_key and listed.printed_name = names.printed_name

)

select
    {{ surrogate_key(['task_key', 'position_no']) }} as task_department_key,
    task_key,
    department_key,
    document_key,
    plan_id,
    printed_name,
    cast(position_no as integer) as position_no,
    position_no = 1 as is_lead
from matched
