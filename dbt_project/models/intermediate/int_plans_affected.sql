with

changed as (

    select * from {{ ref('stg_progress__changed_reports') }}

),

reported as (

    select * from {{ ref('int_actual_values_matched') }}
    where {{ changed('delivery') }}

),

indicators as (

    select * from {{ ref('int_indicators_described') }}

),

affected as (

    -- What a figure counts for now, and what one that went had counted for. Sums, ranks and scores
    -- are all made within one plan.
    select plan_id from changed
    where plan_id is not null
    union
    select indicators.plan_id
    from reported
    inner join indicators on reported.indicator_key = indicators.indicator_key
    inner join changed on reported.delivery_id = changed.delivery_id

)

select * from affected
