{#- No table: one model reads it. -#}
{{ config(materialized='ephemeral') }}

with

rules as (

    select * from {{ ref('int_reporting_rules_chosen') }}

),

exceptions as (

    select * from {{ ref('reporting_due_dates') }}

),

days as (

    select * from {{ ref('int_working_days_numbered') }}

),

{% set year_after = "plan_year + case when due_month <= 3 and period_end_date"
    ~ " >= make_date(plan_year, 12, 1) then 1 else 0 end" %}

anchored as (

    -- The day as the rule counts it. Working days are counted from the period's last day.
    select
        *,
        case due_kind
            when 'working_day_after' then period_end_date
            when 'day_after'
                then cast({{ dbt.dateadd('day', 'due_number', 'period_end_date') }} as date)
            when 'day_of_next_month' then {{ day_of_month('next_period_start_date', 'due_number') }}
            when 'day_of_last_month' then {{ day_of_month('last_month_start_date', 'due_number') }}
            when 'day_of_year'
                then {{ day_of_month('make_date(' ~ year_after ~ ', due_month, 1)', 'due_number') }}
        end as anchor_date
    from rules

),

excepted as (

    -- no fan-out: the narrower of two exceptions is taken
    select
        anchored.*,
        coalesce(own.reason, common.reason) as exception_reason,
        case when own.reason is null then common.due_date else own.due_date end as excepted_date
    from anchored
    left join exceptions as own
        on
            anchored.plan_id = own.plan_id
            and anchored.org_code = own.org_scope
            and anchored.period_code = own.period_code
    left join exceptions as common
        on
            anchored.plan_id = common.plan_id
            and anchored.period_code = common.period_code
            and common.org_scope = '*'

),

counted as (

    -- The number of the working day that the report is due on; days that the list does not have
    -- stay where they are.
    select
        excepted.*,
        case
            when excepted.due_kind = 'working_day_after'
                then days.working_day_no + excepted.due_number
            when excepted.holiday_move = 'same' or days.is_working_day then days.working_day_no
            when excepted.holiday_move = 'next' then days.working_day_no + 1
            else days.working_day_no
        end as due_day_no,
        coalesce(
            excepted.due_kind = 'working_day_after'
            or (not days.is_working_day and excepted.holiday_move <> 'same'),
            false
        ) as is_moved
    from excepted
    left join days on excepted.anchor_date = days.calendar_date

)

select * from counted
