-- 哪个处室牵头的逾期任务最多？
-- Late on a date: the deadline has passed and no progress report names the task. The date is that
-- of the last delivery unless --vars '{on_date: 2020-10-01}' says another.
with

tasks as (

    select
        task_key,
        due_date,
        {{ normalised_name('task_name') }} as match_name
    from {{ ref('fct_tasks') }}
    where due_date is not null

),

leads as (

    select * from {{ ref('fct_task_departments') }}
    where is_lead

),

departments as (

    select * from {{ ref('dim_departments') }}

),

reported_projects as (

    select
        {{ normalised_name('project_name') }} as match_name,
        1 as is_named
    from {{ ref('fct_progress_items') }}

),

named_projects as (

    select
        match_name,
        max(is_named) as is_named
    from reported_projects
    group by match_name

),

asked as (

    select {{ asked_date('cast(max(received_at) as date)') }} as on_date
    from {{ ref('fct_delivery_outcomes') }}

),

late as (

    select
        tasks.task_key,
        tasks.due_date,
        {{ days_between('tasks.due_date', 'asked.on_date') }} as days_late
    from tasks
    inner join asked on tasks.due_date < asked.on_date
    left join named_projects on tasks.match_name = named_projects.match_name
    where named_projects.is_named is null

)

select
    departments.department_name,
    departments.scope_name,
    count(*) as late_task_count,
    min(late.due_date) as earliest_due_date,
    max(late.days_late) as most_days_late
from late
inner join leads on late.task_key = leads.task_key
inner join departments on leads.department_key = departments.department_key
group by departments.department_key, departments.department_name, departments.scope_name
order by late_task_count desc, earliest_due_date asc, departments.department_name asc
