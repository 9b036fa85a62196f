with

submissions as (

    select * from {{ ref('stg_progress__submissions') }}

),

revised as (

    select
        *,
        count(*) over (partition by delivery_id) as period_count,
        cast(row_number() over revisions as integer) as revision_no,
        lead(received_at) over revisions as superseded_at,
        row_number() over revisions
        = count(*) over (partition by org_code, period_code) as is_latest
    from submissions
    window revisions as (partition by org_code, period_code order by received_at, delivery_id)

)

select * from revised
