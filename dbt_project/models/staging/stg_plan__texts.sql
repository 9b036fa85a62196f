with

source as (

    select * from {{ source('raw', 'texts') }}

),

fingerprinted as (

    -- Line ends and spacing differ between encodings and copies of one text.
    select
        document_id as document_key,
        text,
        md5({{ normalised_name('text') }}) as text_fingerprint
    from source

)

select * from fingerprinted
