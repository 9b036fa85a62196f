with

tasks as (

    select * from {{ ref('int_tasks_identified') }}

)

select
    task_key,
    document_key,
    plan_id,
    task_name,
    goal_text,
    lead_department,
    supporting_departments,
    due_text,
    remark,
    part_no,
    table_no,
    row_no,
    due_month,
    due_date,
    evidence,
    received_at
from tasks
