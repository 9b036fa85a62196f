with

source as (

    select * from {{ source('raw', 'quantities') }}

),

renamed as (

    select
        document_id as document_key,
        kind,
        quote,
        indicator as indicator_name,
        comparator,
        unit as unit_name,
        change,
        org as org_name,
        section,
        implicit as is_implicit,
        evidence,
        cast(part_no as integer) as part_no,
        cast(start as integer) as start_place,
        cast({{ adapter.quote('end') }} as integer) as end_place,
        cast(value as {{ quantity_type() }}) as quantity_value,
        cast(value_max as {{ quantity_type() }}) as quantity_value_max,
        cast(year as integer) as quantity_year,
        due_from,
        due_date,
        {{ utc_timestamp('received_at') }} as received_at
    from source

)

select * from renamed
