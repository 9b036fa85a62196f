with

files as (

    select * from {{ ref('stg_progress__supporting_files') }}

),

submissions as (

    select * from {{ ref('stg_progress__submissions') }}

),

named as (

    select files.*
    from files
    where
        exists (
            select 1 from submissions
            where
                submissions.delivery_id = files.delivery_id
                and submissions.period_code = files.period_code
        )

),

alone as (

    -- What came by itself, for whichever report of its sender names it; the latest of a name.
    select
        org_code,
        file_name,
        max_by(file_sha256, received_at) as file_sha256,
        max_by(size_bytes, received_at) as size_bytes
    from files
    where
        not exists (
            select 1 from submissions
            where submissions.delivery_id = files.delivery_id
        )
    group by org_code, file_name

),

received as (

    select
        named.delivery_id,
        named.org_code,
        named.period_code,
        named.row_no,
        named.file_name,
        named.evidence,
        named.received_at,
        coalesce(named.file_sha256, alone.file_sha256) as file_sha256,
        coalesce(named.size_bytes, alone.size_bytes) as size_bytes
    from named
    left join alone on named.org_code = alone.org_code and named.file_name = alone.file_name

),

keyed as (

    select
        {{ surrogate_key(['delivery_id', 'period_code', 'row_no', 'file_name']) }}
            as supporting_file_key,
        {{ surrogate_key(['delivery_id', 'period_code']) }} as submission_key,
        org_code,
        period_code,
        row_no,
        file_name,
        file_sha256,
        size_bytes,
        file_sha256 is not null as is_received,
        evidence,
        received_at
    from received

)

select * from keyed
