{{ config(materialized='incremental', meta={'changed_by': 'delivery'}) }}

with

submissions as (

    select * from {{ ref('stg_progress__submissions') }}
    where {{ changed('delivery') }}

),

submission_values as (

    select * from {{ ref('stg_progress__submission_values') }}
    where {{ changed('delivery') }}

),

issues as (

    -- What is worth only a note cost no row.
    select * from {{ ref('stg_plan__issues') }}
    where severity <> 'info'

),

printed as (

    -- Every way in which the file printed a period: the last place of a value is its period.
    select
        delivery_id,
        period_code,
        {{ evidence_last_quote('evidence') }} as period_quote
    from submissions
    union
    select
        delivery_id,
        period_code,
        {{ evidence_last_quote('evidence') }} as period_quote
    from submission_values

),

named as (

    -- A refused row keeps the cells it was read from, its period's among them.
    select
        printed.delivery_id,
        printed.period_code,
        count(*) as issue_count
    from printed
    inner join issues
        on
            printed.delivery_id = issues.delivery_id
            and instr(issues.evidence, printed.period_quote) > 0
    group by printed.delivery_id, printed.period_code

)

select * from named
