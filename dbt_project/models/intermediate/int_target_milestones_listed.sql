{#- No table: one model reads it. -#}
{{ config(materialized='ephemeral') }}

with

dated as (

    select * from {{ ref('int_own_targets_dated') }}

),

indicators as (

    select * from {{ ref('int_indicators_described') }}

),

reviewed as (

    select * from {{ ref('milestones') }}

),

printed as (

    -- What the plan prints for a part of the period that starts with it (一季度, 上半年).
    select
        wholes.target_key,
        parts.period_end_date as milestone_date,
        parts.target_value as milestone_value,
        1 as source_rank
    from dated as wholes
    inner join dated as parts
        on
            wholes.plan_id = parts.plan_id
            and wholes.indicator_key = parts.indicator_key
            and wholes.org_key = parts.org_key
            and wholes.unit = parts.unit
            and wholes.period_end_date > parts.period_end_date
            and wholes.period_start_date < parts.period_end_date
            and (wholes.period_start_date = parts.period_start_date or parts.additivity <> 'sum')

),

stated as (

    select
        dated.target_key,
        reviewed.due_date as milestone_date,
        {{ in_other_unit(
            'dated.target_value', 'cast(reviewed.target_share as decimal(11, 4))'
        ) }} as milestone_value,
        case when nullif(reviewed.indicator_name, '') is null then 3 else 2 end as source_rank
    from dated
    inner join indicators on dated.indicator_key = indicators.indicator_key
    inner join reviewed
        on
            dated.plan_id = reviewed.plan_id
            and coalesce(
                nullif({{ normalised_name('reviewed.indicator_name') }}, ''), indicators.match_name
            ) = indicators.match_name
            and reviewed.due_date between dated.period_start_date and dated.period_end_date

),

stacked as (

    select * from printed
    union all
    select
        target_key,
        milestone_date,
        milestone_value,
        1 as source_rank
    from {{ ref('int_milestones_valued') }}
    union all
    select * from stated

),

ranked as (

    -- What the plan prints goes before what a reviewer read; a line for the indicator before one
    -- for the whole plan.
    select
        *,
        row_number() over (
            partition by target_key, milestone_date order by source_rank asc, milestone_value desc
        ) as choice_no
    from stacked

)

select
    target_key,
    milestone_date,
    case source_rank when 1 then 'printed' else 'reviewed' end as milestone_source,
    milestone_value
from ranked
where choice_no = 1
