{{ config(materialized='incremental', meta={'changed_by': 'delivery'}) }}

with

reported as (

    select * from {{ ref('int_actuals_converted') }}
    where submitted_by_org_code is not null and plan_id is not null and {{ changed('delivery') }}

),

votes as (

    select
        delivery_id,
        submitted_by_org_code as org_code,
        period_code,
        plan_id,
        count(*) as vote_count
    from reported
    group by delivery_id, submitted_by_org_code, period_code, plan_id

),

ranked as (

    select
        *,
        row_number() over (
            partition by delivery_id, org_code, period_code
            order by vote_count desc, plan_id asc
        ) as choice_no
    from votes

)

select
    delivery_id,
    org_code,
    period_code,
    plan_id
from ranked
where choice_no = 1
