-- 某一天当时所知的目标与完成数是什么？
{# From what had been received by the end of that day (UTC). Another day:
    dbt compile --select as_known_on --vars "{known_on: '2024-07-31'}". -#}
{%- set known_on = var('known_on', '2024-07-31') -%}
with

targets as (

    -- The plan of record of that day: later editions and adjustments are not in it.
    select *
    from {{ as_known_on(ref('fct_target_versions'), known_on) }} as versions
    where is_plan_of_record

),

actuals as (

    {{ actuals_as_known_on(ref('fct_actuals'), ref('dim_periods'), known_on) }}

)

select
    targets.plan_id,
    targets.indicator_name,
    targets.org_name,
    targets.period_code,
    targets.comparator,
    targets.target_value,
    targets.unit_name,
    actuals.period_code as reported_period_code,
    actuals.source,
    actuals.revision_no,
    actuals.period_value,
    actuals.actual_value
from targets
left join actuals
    on
        targets.indicator_key = actuals.indicator_key
        and targets.org_code = actuals.org_code
        and left(targets.period_code, 4) = left(actuals.period_code, 4)
order by
    targets.plan_id, targets.indicator_name, targets.org_name, targets.period_code,
    actuals.period_code
