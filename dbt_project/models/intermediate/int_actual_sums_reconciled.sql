{#- No table: one model reads it. -#}
{{ config(materialized='ephemeral') }}

with

reported as (

    select * from {{ ref('int_actual_parts_expected') }}

),

summed as (

    select
        plan_id,
        indicator_key,
        period_code,
        min(additivity) as additivity,
        min(case when is_total then document_key end) as document_key,
        sum(case when is_total then 1 else 0 end) as total_count,
        max(case when is_total then actual_value end) as total_value,
        count(distinct unit) as unit_count,
        case
            when count(distinct unit) <= 1 then sum(case when not is_total then actual_value end)
        end as parts_value,
        sum(case when not is_total and actual_value is not null then 1 else 0 end) as part_count,
        sum(case when not is_total and actual_value is null and has_duty = 1 then 1 else 0 end)
            as missing_count,
        sum(rounding) as tolerance,
        {{ evidence_union('evidence', 'is_total desc, col_no, org_key') }} as evidence
    from reported
    group by plan_id, indicator_key, period_code

),

judged as (

    select
        *,
        case
            when total_count = 0 or total_value is null then 'total_missing'
            when total_count > 1 then 'several_totals'
            when additivity <> 'sum' then 'not_additive'
            when part_count = 0 then 'no_parts'
            when unit_count > 1 then 'units_differ'
            when missing_count > 0 then 'parts_missing'
        end as skip_reason
    from summed

)

select * from judged
