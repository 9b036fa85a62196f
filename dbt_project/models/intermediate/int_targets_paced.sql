with

rated as (

    select * from {{ ref('int_targets_rated') }}

),

milestones as (

    select * from {{ ref('int_target_milestones_listed') }}

),

due as (

    -- Of the milestones that were due when the report was true, the last one counts.
    select
        reports.comparison_key,
        milestones.milestone_date,
        milestones.milestone_source,
        milestones.milestone_value,
        row_number() over (
            partition by reports.comparison_key order by milestones.milestone_date desc
        ) as recency_no
    from {{ ref('int_targets_rated') }} as reports
    inner join milestones
        on
            reports.target_key = milestones.target_key
            and reports.reporting_end_date >= milestones.milestone_date
            and (milestones.milestone_source = 'printed' or not reports.is_limit)

),

scheduled as (

    select
        target_key,
        count(*) as milestone_count
    from milestones
    group by target_key

),

timed as (

    -- no fan-out: one last milestone a comparison, one count a target
    select
        rated.*,
        due.milestone_date,
        due.milestone_source,
        due.milestone_value,
        coalesce(scheduled.milestone_count, 0) as milestone_count,
        coalesce(rated.reporting_end_date >= rated.target_end_date, false) as is_period_over,
        {{ days_from('rated.target_start_date', 'rated.reporting_end_date') }} as elapsed_days,
        {{ days_from('rated.target_start_date', 'rated.target_end_date') }} as total_days
    from rated
    left join due on rated.comparison_key = due.comparison_key and due.recency_no = 1
    left join scheduled on rated.target_key = scheduled.target_key

),

expected as (

    -- A schedule of the plan's own goes before the time gone by, and nothing is due before its
    -- first milestone. A level has no pace of its own.
    select
        *,
        {{ divided('elapsed_days', 'total_days') }} as elapsed_rate,
        case
            when no_comparison_reason is not null then null
            when milestone_value is not null then 'milestone'
            when is_limit then null
            when milestone_count > 0 and not is_period_over then 'no_milestone_due'
            when is_flow then 'time'
        end as schedule_basis
    from timed

),

valued as (

    select
        *,
        case schedule_basis
            when 'milestone' then milestone_value
            when 'no_milestone_due' then cast(0 as {{ quantity_type() }})
            when 'time'
                then {{ in_other_unit('target_value', 'cast(elapsed_rate as decimal(11, 10))') }}
        end as expected_value
    from expected

)

select
    *,
    case when not is_limit then {{ divided('actual_value', 'expected_value') }} end as pace_rate
from valued
