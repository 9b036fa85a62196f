with

milestones as (

    select * from {{ ref('int_target_milestones_listed') }}

),

limits as (

    select true as is_limit
    union all
    select false as is_limit

),

due as (

    -- Each milestone counts until the next one is due; for a limit only those that plans print.
    select
        milestones.*,
        limits.is_limit,
        lead(milestones.milestone_date) over (
            partition by milestones.target_key, limits.is_limit order by milestones.milestone_date
        ) as next_date
    from milestones
    inner join limits on milestones.milestone_source = 'printed' or not limits.is_limit

),

scheduled as (

    select
        target_key,
        count(*) as milestone_count
    from milestones
    group by target_key

),

timed as (

    -- no fan-out: one milestone at a time, one count a target
    select
        rated.*,
        due.milestone_date,
        due.milestone_source,
        due.milestone_value,
        coalesce(scheduled.milestone_count, 0) as milestone_count,
        coalesce(rated.reporting_end_date >= rated.target_end_date, false) as is_period_over,
        {{ days_from('rated.target_start_date', 'rated.reporting_end_date') }} as elapsed_days,
        {{ days_from('rated.target_start_date', 'rated.target_end_date') }} as total_days
    from {{ ref('int_targets_rated') }} as rated
    left join due
        on
            rated.target_key = due.target_key
            and rated.is_limit = due.is_limit
            and rated.reporting_end_date >= due.milestone_date
            and (due.next_date is null or rated.reporting_end_date < due.next_date)
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
