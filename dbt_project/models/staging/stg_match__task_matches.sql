with

source as (

    select * from {{ source('raw', 'task_matches') }}

),

renamed as (

    select
        plan_id,
        task_document_id as task_document_key,
        task_name,
        document_id as document_key,
        delivery_id,
        project_name,
        status as match_status,
        candidates,
        cast(task_part_no as integer) as task_part_no,
        cast(task_table_no as integer) as task_table_no,
        cast(task_row_no as integer) as task_row_no,
        cast(part_no as integer) as part_no,
        cast(table_no as integer) as table_no,
        cast(project_no as integer) as project_no,
        cast(score as {{ ratio_type() }}) as match_score
    from source

)

select * from renamed
