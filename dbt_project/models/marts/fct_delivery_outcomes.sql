{{ config(materialized='incremental', meta={'changed_by': 'delivery'}) }}

with

outcomes as (

    select * from {{ ref('stg_landing__outcomes') }}
    where {{ changed('delivery') }}

),

numbered as (

    select
        *,
        row_number() over (
            partition by delivery_id, step, outcome, outcome_code, path
            order by received_at, message_en
        ) as occurrence_no
    from outcomes

),

keyed as (

    select
        *,
        {{ surrogate_key([
            'delivery_id', 'step', 'outcome', 'outcome_code', 'path', 'occurrence_no',
        ]) }} as delivery_outcome_key
    from numbered

)

select
    delivery_outcome_key,
    delivery_id,
    document_key,
    path,
    kind,
    org_code,
    step,
    outcome,
    outcome_code,
    message_zh,
    message_en,
    place,
    size_bytes,
    records_seen,
    records_loaded,
    records_rejected,
    records_ignored,
    received_at
from keyed
