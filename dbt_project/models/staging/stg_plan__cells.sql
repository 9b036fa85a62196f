with

source as (

    select * from {{ source('raw', 'cells') }}

),

renamed as (

    select
        document_id as document_key,
        action as action_name,
        indicator as indicator_name,
        unit as unit_name,
        org as org_name,
        period as printed_period,
        measure,
        raw,
        state,
        comparator,
        change,
        alignment,
        alignment_basis,
        evidence,
        cast(part_no as integer) as part_no,
        -- beside targets, each other kind of figures is numbered 1000 further: one printed table
        cast(table_no as integer) % 1000 as table_no,
        cast(row_no as integer) as row_no,
        cast(col_no as integer) as col_no,
        cast(action_declared_items as integer) as action_declared_items,
        is_total,
        cast(value as {{ quantity_type() }}) as target_value,
        {{ utc_timestamp('received_at') }} as received_at
    from source

)

select * from renamed
