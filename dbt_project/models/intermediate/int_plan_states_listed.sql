with

receipts as (

    select * from {{ ref('int_document_receipts_dated') }}

),

moments as (

    select
        plan_id,
        received_at as known_from
    from receipts
    group by plan_id, received_at

),

listed as (

    -- What is known of a plan changes only when a document of it is received.
    select
        plan_id,
        cast(row_number() over by_time as integer) as state_no,
        known_from,
        lead(known_from) over by_time as known_to
    from moments
    window by_time as (partition by plan_id order by known_from)

)

select * from listed
