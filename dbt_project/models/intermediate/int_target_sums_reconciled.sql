with

targets as (

    select * from {{ ref('int_targets_resolved') }}

),

roundings as (

    select * from {{ ref('int_target_rounding_measured') }}

),

summed as (

    -- A part is a cell of its own with a number; what a merge repeats is not counted again.
    select
        targets.plan_id,
        targets.indicator_key,
        targets.period_code,
        min(targets.document_key) as document_key,
        min(targets.additivity) as additivity,
        sum(case when targets.is_total then 1 else 0 end) as total_count,
        max(case when targets.is_total and targets.state = 'value' then targets.target_value end) as total_value,
        max(case when targets.is_total then targets.comparator end) as total_comparator,
        sum(case when not targets.is_total and targets.state = 'value' then targets.target_value end)
            as parts_value,
        sum(
            case when not targets.is_total and targets.state = 'value' and targets.target_value is not null
                then 1 else 0 end
        ) as part_count,
        sum(
            case when not targets.is_total and targets.state = 'value' and targets.reporting_duty = 'joint'
                then 1 else 0 end
        ) as joint_count,
        sum(case when not targets.is_total and targets.state = 'all_orgs' then 1 else 0 end) as all_orgs_count,
        sum(
            case when not targets.is_total and targets.state = 'value' and targets.comparator in ('>=', '>', '~')
                then 1 else 0 end
        ) as bound_count,
        sum(
            case when targets.comparator in ('<=', '<') then 1 else 0 end
        ) as limit_count,
        sum(case when instr(targets.alignment_basis, '"sum"') > 0 then 1 else 0 end) as sum_decided_count,
        sum(case when targets.is_total or targets.state = 'value' then roundings.rounding else 0 end) as tolerance,
        {{ evidence_union(
            "case when targets.is_total or targets.state = 'value' then targets.evidence end",
            'targets.is_total desc, targets.col_no, targets.org_key'
        ) }} as evidence
    from targets
    inner join roundings on targets.target_key = roundings.target_key
    group by targets.plan_id, targets.indicator_key, targets.period_code

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
