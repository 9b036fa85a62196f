{{ config(tags=['phase_2']) }}

with

outcomes as (

    select * from {{ ref('stg_check__outcomes') }}

)

select
    check_id,
    outcome,
    reason,
    severity,
    effect,
    title_zh,
    title_en,
    check_version,
    evaluated_count,
    failed_count
from outcomes
