with

source as (

    select * from {{ source('raw', 'document_scopes') }}

),

renamed as (

    select
        document_id as document_key,
        scope_key,
        scope_org_code,
        scope_name,
        basis as scope_basis
    from source

)

select * from renamed
