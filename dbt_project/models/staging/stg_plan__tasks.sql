with

source as (

    select * from {{ source('raw', 'tasks') }}

),

renamed as (

    select
        document_id as document_key,
        task as task_name,
        goal_text,
        {{ first_element('departments') }} as lead_department,
        {{ join_from_second('departments', '、') }} as supporting_departments,
        departments,
        due_text,
        remark,
        evidence,
        cast(part_no as integer) as part_no,
        cast(table_no as integer) as table_no,
        cast(row_no as integer) as row_no,
        cast(due_month as integer) as due_month,
        cast(due_date as date) as due_date,
        {{ utc_timestamp('received_at') }} as received_at
    from source

)

select * from renamed
