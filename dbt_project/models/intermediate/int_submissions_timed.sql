{#- No table: one model reads it. -#}
{{ config(materialized='ephemeral') }}

with

submissions as (

    select * from {{ ref('int_submissions_planned') }}

),

duties as (

    select * from {{ ref('int_reporting_duties_dated') }}

),

asked as (

    -- A report on a plan is due when that plan says; one whose plan nothing tells when the last of
    -- the plans does that ask for the period, for none is called late on a doubt.
    select
        plan_id,
        org_code,
        period_code,
        opens_date,
        due_date,
        grace_until_date
    from duties
    union all
    select
        cast(null as {{ dbt.type_string() }}) as plan_id,
        org_code,
        period_code,
        min(opens_date) as opens_date,
        max(due_date) as due_date,
        max(grace_until_date) as grace_until_date
    from duties
    group by org_code, period_code

),

dated as (

    -- no fan-out: one duty a plan, organisation and period, and one of no plan
    select
        submissions.delivery_id,
        submissions.org_code,
        submissions.period_code,
        submissions.plan_id,
        asked.due_date,
        asked.grace_until_date,
        asked.opens_date,
        {{ china_date('submissions.received_at') }} as received_date
    from submissions
    left join asked
        on
            submissions.org_code = asked.org_code
            and submissions.period_code = asked.period_code
            and coalesce(submissions.plan_id, '') = coalesce(asked.plan_id, '')

),

timed as (

    select
        *,
        case
            when grace_until_date is null then 'unknown'
            when received_date > grace_until_date then 'late'
            when received_date < opens_date then 'early'
            else 'on_time'
        end as timeliness
    from dated

)

select * from timed
