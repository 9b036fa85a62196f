with

documents as (

    select * from {{ ref('stg_plan__documents') }}

),

deliveries as (

    select * from {{ ref('stg_landing__outcomes') }}
    where kind = 'plans' and step = 'extract' and outcome = 'accepted'

),

receipts as (

    -- A path that went back to earlier bytes received one document twice: the record keeps the
    -- last reading, the outcomes keep every receipt.
    select
        plan_id,
        document_key,
        received_at
    from documents
    union
    select
        documents.plan_id,
        documents.document_key,
        deliveries.received_at
    from documents
    inner join deliveries
        on
            documents.document_key = deliveries.document_key
            and documents.received_at > deliveries.received_at

)

select * from receipts
