{#- No table: one model reads it. -#}
{{ config(materialized='ephemeral') }}

with

duties as (

    -- What the calendar holds, apart from what was made of it.
    select * from {{ ref('int_reporting_duties_united') }}
    where coalesce(grace_until_date, period_end_date) < {{ today() }}

),

listed as (

    select
        plan_id,
        'S01' as check_id
    from duties
    union all
    select
        plan_id,
        'S02' as check_id
    from duties
    where due_date is not null

)

select
    plan_id,
    check_id,
    count(*) as subject_count
from listed
group by plan_id, check_id
