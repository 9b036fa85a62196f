with

files as (

    select * from {{ ref('stg_progress__supporting_files') }}

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
    from files

)

select * from keyed
