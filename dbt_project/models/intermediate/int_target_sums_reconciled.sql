{#- No table: one model reads it. -#}
{{ config(materialized='ephemeral') }}

with

targets as (

    -- the plan as printed: an adjusted part no longer adds up to a total that stayed; running
    -- text names no whole partition
    select * from {{ ref('int_targets_resolved') }}
    where stated_in = 'table'

),

roundings as (

    select * from {{ ref('int_target_rounding_measured') }}

),

counted as (

    -- A part is a cell of its own with a number; what a merge repeats is not counted again.
    select
        targets.*,
        roundings.rounding,
        targets.is_total and targets.state = 'value' as is_total_value,
        not targets.is_total and targets.state = 'value' as is_part
    from targets
    inner join roundings on targets.target_key = roundings.target_key

),

summed as (

    select
        plan_id,
        indicator_key,
        period_code,
        min(document_key) as document_key,
        min(additivity) as additivity,
        max(case when is_total then original_comparator end) as total_comparator,
        count(case when is_total then 1 end) as total_count,
        count(case when is_part then original_value end) as part_count,
        count(case when is_part and reporting_duty = 'joint' then 1 end) as joint_count,
        count(case when is_part and original_comparator in ('>=', '>', '~') then 1 end)
            as bound_count,
        count(case when not is_total and state = 'all_orgs' then 1 end) as all_orgs_count,
        count(case when original_comparator in ('<=', '<') then 1 end) as limit_count,
        count(case when instr(alignment_basis, '"sum"') > 0 then 1 end) as sum_decided_count,
        max(case when is_total_value then original_value end) as total_value,
        sum(case when is_part then original_value end) as parts_value,
        sum(case when is_total_value or is_part then rounding else 0 end) as tolerance,
        {{ evidence_union(
            'case when is_total or is_part then evidence end',
            'is_total desc, col_no asc, org_key asc'
        ) }} as evidence
    from counted
    group by plan_id, indicator_key, period_code

),

judged as (

    select
        *,
        coalesce(total_comparator, '=') in ('>=', '>') as is_lower_bound,
        case
            when total_count = 0 or total_value is null then 'total_missing'
            when total_count > 1 then 'several_totals'
            when all_orgs_count > 0 then 'all_orgs'
            when additivity <> 'sum' then 'not_additive'
            when part_count = 0 then 'no_parts'
            when part_count = 1 and joint_count = 1 then 'joint_cell'
            when sum_decided_count > 0 then 'sum_decided'
            when limit_count > 0 then 'upper_bound'
            when total_comparator = '~' then 'approximate_total'
            when coalesce(total_comparator, '=') = '=' and bound_count > 0 then 'mixed_bounds'
        end as skip_reason
    from summed

)

select * from judged
