with

tasks as (

    select * from {{ ref('stg_plan__tasks') }}

),

documents as (

    select * from {{ ref('int_documents_editioned') }}

),

numbered as (

    -- A printed number may be repeated by mistake; the second row is another task.
    select
        tasks.*,
        documents.plan_id,
        row_number() over (
            partition by tasks.document_key, tasks.part_no, tasks.table_no, tasks.row_no
            order by {{ evidence_start('tasks.evidence') }}, tasks.task_name, tasks.goal_text
        ) as occurrence_no
    from tasks
    left join documents on tasks.document_key = documents.document_key

),

keyed as (

    select
        *,
        {{ surrogate_key([
            'document_key', 'part_no', 'table_no', 'row_no', 'occurrence_no',
        ]) }} as task_key
    from numbered

)

select * from keyed
