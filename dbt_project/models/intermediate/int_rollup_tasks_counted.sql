with

tasks as (

    select * from {{ ref('int_tasks_identified') }}

),

leads as (

    select * from {{ ref('fct_task_departments') }}
    where is_lead

),

documents as (

    select * from {{ ref('int_documents_editioned') }}

),

led as (

    -- The department that leads counts alone, and of several copies of a list the first one, so
    -- that no task is counted twice.
    select
        tasks.task_key,
        tasks.plan_id,
        tasks.due_date,
        coalesce(leads.department_key, '?') as department_key,
        cast(coalesce(year(tasks.due_date), documents.year) as {{ dbt.type_string() }})
            as year_code,
        dense_rank() over (
            partition by tasks.plan_id order by tasks.received_at, tasks.document_key
        ) as copy_no
    from tasks
    left join leads on tasks.task_key = leads.task_key
    left join documents on tasks.document_key = documents.document_key
    where not coalesce(documents.is_superseded, false)

),

timed as (

    select
        plan_id,
        department_key,
        year_code as period_code,
        'task_count' as measure
    from led
    where copy_no = 1
    union all
    select
        plan_id,
        department_key,
        year_code as period_code,
        'tasks_due_count' as measure
    from led
    where copy_no = 1 and due_date is not null
    union all
    select
        plan_id,
        department_key,
        concat(year_code, '-Q', quarter(due_date)) as period_code,
        'tasks_due_count' as measure
    from led
    where copy_no = 1 and due_date is not null

),

placed as (

    select
        *,
        department_key as node_key
    from timed
    where department_key <> '?'
    union all
    select
        *,
        '*' as node_key
    from timed

),

counted as (

    select
        plan_id,
        node_key,
        period_code,
        measure,
        count(*) as task_count,
        count(distinct department_key) as department_count
    from placed
    group by plan_id, node_key, period_code, measure

)

select * from counted
