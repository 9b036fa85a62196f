with

changed as (

    select * from {{ ref('stg_progress__changed_reports') }}

),

reported as (

    select * from {{ ref('int_actuals_converted') }}
    where {{ changed('delivery') }}

),

affected as (

    -- What a figure counts for now, and what one that went had counted for. Sums, ranks and scores
    -- are all made within one plan.
    select plan_id from changed
    where plan_id is not null
    union
    select reported.plan_id
    from reported
    inner join changed on reported.delivery_id = changed.delivery_id
    where reported.plan_id is not null

)

select * from affected
