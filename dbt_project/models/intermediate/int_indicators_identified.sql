with

cells as (

    select * from {{ ref('int_cells_matched') }}

),

positions as (

    select
        plan_id,
        document_key,
        part_no,
        table_no,
        row_no,
        match_name
    from cells
    group by plan_id, document_key, part_no, table_no, row_no, match_name

),

counted as (

    select
        plan_id,
        document_key,
        match_name,
        count(*) as position_count,
        count(distinct row_no) as row_count
    from positions
    group by plan_id, document_key, match_name

),

repeated as (

    select
        plan_id,
        match_name,
        max(position_count) as position_count,
        max(case when row_count < position_count then 1 else 0 end) as has_shared_row_no
    from counted
    group by plan_id, match_name

),

identified as (

    -- A name that a plan prints once is told by its name, so that another copy of the plan
    -- gives the same key; a name that repeats needs its number too.
    select
        positions.*,
        case
            when repeated.position_count = 1
                then {{ surrogate_key(['positions.plan_id', 'positions.match_name', "''"]) }}
            when repeated.has_shared_row_no = 0
                then {{ surrogate_key([
                    'positions.plan_id', 'positions.match_name', 'positions.row_no',
                ]) }}
            else {{ surrogate_key([
                'positions.plan_id', 'positions.match_name',
                'positions.part_no', 'positions.table_no', 'positions.row_no',
            ]) }}
        end as indicator_key
    from positions
    inner join repeated
        on positions.plan_id = repeated.plan_id and positions.match_name = repeated.match_name

)

select * from identified
