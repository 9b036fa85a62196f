with

matches as (

    select * from {{ ref('stg_match__task_matches') }}

),

tasks as (

    -- two rows of one number and name are one task twice: the first of them is reported on
    select
        document_key,
        part_no,
        table_no,
        row_no,
        task_name,
        min(task_key) as task_key
    from {{ ref('fct_tasks') }}
    group by document_key, part_no, table_no, row_no, task_name

),

projects as (

    select
        document_key,
        delivery_id,
        part_no,
        table_no,
        project_no,
        project_name,
        min(org_code) as org_code,
        min(period_code) as period_code,
        count(*) as item_count,
        {{ evidence_union('evidence', 'item_seq') }} as evidence,
        max(received_at) as received_at
    from {{ ref('fct_progress_items') }}
    group by document_key, delivery_id, part_no, table_no, project_no, project_name

)

select
    {{ surrogate_key([
        'matches.plan_id', 'matches.delivery_id', 'matches.document_key', 'matches.part_no',
        'matches.table_no', 'matches.project_no', 'matches.project_name',
    ]) }} as task_progress_key,
    matches.plan_id,
    tasks.task_key,
    matches.document_key,
    matches.delivery_id,
    projects.org_code,
    projects.period_code,
    matches.task_name,
    matches.project_name,
    matches.project_no,
    matches.match_status,
    matches.match_score,
    matches.candidates,
    cast(projects.item_count as integer) as item_count,
    projects.evidence,
    projects.received_at
from matches
inner join projects
    on
        matches.document_key = projects.document_key
        and matches.delivery_id = projects.delivery_id
        and matches.part_no is not distinct from projects.part_no
        and matches.table_no is not distinct from projects.table_no
        and matches.project_no is not distinct from projects.project_no
        and matches.project_name is not distinct from projects.project_name
left join tasks
    on
        matches.task_document_key = tasks.document_key
        and matches.task_part_no = tasks.part_no
        and matches.task_table_no = tasks.table_no
        and matches.task_row_no = tasks.row_no
        and matches.task_name = tasks.task_name
