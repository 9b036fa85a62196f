{{ config(materialized='incremental', meta={'changed_by': 'report'}) }}

with

submissions as (

    select * from {{ ref('int_submissions_revised') }}
    where {{ changed('report') }}

),

figures as (

    select
        plan_id,
        org_code,
        period_code,
        delivery_id
    from {{ ref('int_actuals_completed') }}
    where source = 'submission' and plan_id is not null and {{ changed('report') }}
    group by plan_id, org_code, period_code, delivery_id

),

told as (

    select
        delivery_id,
        period_code
    from figures
    group by delivery_id, period_code

),

listed as (

    -- A report is one on the plans that its figures count for, whoever sent them, and on the plan
    -- that it names; one that tells neither is one on whatever its sender owes for the period.
    select * from figures
    union
    select
        named_plan_id as plan_id,
        org_code,
        period_code,
        delivery_id
    from submissions
    where named_plan_id is not null
    union
    select
        cast(null as {{ dbt.type_string() }}) as plan_id,
        submissions.org_code,
        submissions.period_code,
        submissions.delivery_id
    from submissions
    left join told
        on
            submissions.delivery_id = told.delivery_id
            and submissions.period_code = told.period_code
    where submissions.named_plan_id is null and told.delivery_id is null

)

select
    *,
    {{ surrogate_key(['delivery_id', 'period_code']) }} as submission_key
from listed
