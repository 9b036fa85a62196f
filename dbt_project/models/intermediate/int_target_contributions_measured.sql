{#- No table: one model reads it. -#}
{{ config(materialized='ephemeral') }}

with

rated as (

    select * from {{ ref('int_targets_paced') }}

),

targets as (

    -- The plan's own partition: its units without the total; one figure for several is one part.
    select
        plan_id,
        indicator_key,
        period_code,
        count(case when reporting_duty = 'own' and not is_total then target_value end)
            as part_count,
        count(case when reporting_duty = 'joint' and not is_total then 1 end) as joint_count,
        sum(case when reporting_duty = 'own' and not is_total then target_value end)
            as parts_target_value
    from {{ ref('int_targets_resolved') }}
    where stated_in = 'table'
    group by plan_id, indicator_key, period_code

),

reports as (

    select
        plan_id,
        indicator_key,
        period_code,
        reporting_period_code,
        count(actual_value) as reported_count,
        count(distinct coalesce(actual_unit_code, actual_unit_name, '')) as unit_count,
        sum(actual_value) as parts_actual_value
    from rated
    where
        stated_in = 'table'
        and not is_total
        and reporting_duty = 'own'
        and target_value is not null
    group by plan_id, indicator_key, period_code, reporting_period_code

),

joined as (

    -- no fan-out: one sum an indicator and period
    select
        rated.target_key,
        rated.reporting_period_code,
        rated.target_value,
        rated.actual_value,
        targets.parts_target_value,
        reports.parts_actual_value,
        case
            when rated.is_total or rated.stated_in <> 'table' then 'not_a_part'
            when rated.no_comparison_reason in ('joint_target', 'no_own_target')
                then rated.no_comparison_reason
            when not coalesce(rules.over_orgs, false) then rules.no_sum_reason
            when targets.joint_count > 0 then 'joint_target'
        end as no_share_reason,
        case
            when reports.unit_count > 1 then 'units_differ'
            when coalesce(reports.reported_count, 0) < targets.part_count then 'parts_missing'
            when reports.parts_actual_value = 0 then 'zero_denominator'
        end as no_sum_reason
    from rated
    left join targets
        on
            rated.plan_id = targets.plan_id
            and rated.indicator_key = targets.indicator_key
            and rated.period_code is not distinct from targets.period_code
    left join reports
        on
            rated.plan_id = reports.plan_id
            and rated.indicator_key = reports.indicator_key
            and rated.period_code = reports.period_code
            and rated.reporting_period_code = reports.reporting_period_code
    left join {{ ref('rollup_rules') }} as rules on rated.additivity = rules.additivity

)

select
    target_key,
    reporting_period_code,
    coalesce(no_share_reason, no_sum_reason) as no_contribution_reason,
    case when no_share_reason is null then {{ divided('target_value', 'parts_target_value') }} end
        as target_share_rate,
    case
        when coalesce(no_share_reason, no_sum_reason) is null
            then {{ divided('actual_value', 'parts_actual_value') }}
    end as contribution_rate
from joined
