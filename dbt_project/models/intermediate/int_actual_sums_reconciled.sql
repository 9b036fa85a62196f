{#- No table: one model reads it. -#}
{{ config(materialized='ephemeral') }}

with

reported as (

    select * from {{ ref('int_actual_parts_expected') }}

),

summed as (

    -- Windows, not groups: what is grouped stays in memory, and evidence is most of what is read.
    select
        plan_id,
        indicator_key,
        period_code,
        min(additivity) over whole as additivity,
        min(case when is_total then document_key end) over whole as document_key,
        sum(case when is_total then 1 else 0 end) over whole as total_count,
        max(case when is_total then actual_value end) over whole as total_value,
        coalesce(min(unit) over whole <> max(unit) over whole, false) as has_several_units,
        sum(case when not is_total then actual_value end) over whole as parts_value,
        sum(case when not is_total and actual_value is not null then 1 else 0 end) over whole
            as part_count,
        sum(case when not is_total and actual_value is null and has_duty = 1 then 1 else 0 end)
            over whole as missing_count,
        sum(rounding) over whole as tolerance,
        {{ evidence_union_over('evidence', 'whole') }} as evidence,
        row_number() over in_order as place
    from reported
    window
        in_order as (
            partition by plan_id, indicator_key, period_code
            order by is_total desc, col_no asc, org_key asc, evidence asc
        ),
        whole as (
            partition by plan_id, indicator_key, period_code
            order by is_total desc, col_no asc, org_key asc, evidence asc
            rows between unbounded preceding and unbounded following
        )

),

judged as (

    select
        plan_id,
        indicator_key,
        period_code,
        additivity,
        document_key,
        total_count,
        total_value,
        part_count,
        missing_count,
        has_several_units,
        tolerance,
        evidence,
        case when not has_several_units then parts_value end as parts_value,
        case
            when total_count = 0 or total_value is null then 'total_missing'
            when total_count > 1 then 'several_totals'
            when additivity <> 'sum' then 'not_additive'
            when part_count = 0 then 'no_parts'
            when has_several_units then 'units_differ'
            when missing_count > 0 then 'parts_missing'
        end as skip_reason
    from summed
    where place = 1

)

select * from judged
