{{ config(tags=['phase_2']) }}

with

assigned as (

    select * from {{ ref('int_scorecards_counted') }}

),

findings as (

    select * from {{ ref('fct_findings') }}

),

org_units as (

    select * from {{ ref('dim_org_units') }}

),

periods as (

    select * from {{ ref('dim_periods') }}

),

troubled as (

    select
        assigned.plan_id,
        assigned.org_key,
        assigned.period_code,
        count(*) as finding_count
    from assigned
    inner join findings
        on
            assigned.plan_id = findings.plan_id
            and assigned.org_code = findings.org_code
            and (
                assigned.period_code = findings.period_code
                or findings.period_code = left(assigned.period_code, 4)
                or findings.period_code is null
            )
    group by assigned.plan_id, assigned.org_key, assigned.period_code

)

select
    {{ surrogate_key([
        'assigned.plan_id', 'assigned.org_key', 'assigned.period_code',
    ]) }} as scorecard_key,
    assigned.plan_id,
    assigned.org_code,
    assigned.period_code,
    assigned.org_name,
    org_units.sort_order,
    cast(assigned.assigned_count as integer) as assigned_count,
    cast(assigned.joint_count as integer) as joint_count,
    cast(assigned.reported_count as integer) as reported_count,
    cast(assigned.met_count as integer) as met_count,
    cast(coalesce(troubled.finding_count, 0) as integer) as finding_count,
    assigned.is_synthetic,
    case
        when assigned.has_report = 1
            then {{ divided('assigned.reported_count', 'assigned.assigned_count') }}
    end as completeness_rate,
    cast(assigned.mean_completion_rate as {{ quantity_type() }}) as mean_completion_rate,
    periods.period_end_date
from assigned
left join troubled
    on
        assigned.plan_id = troubled.plan_id
        and assigned.org_key = troubled.org_key
        and assigned.period_code = troubled.period_code
left join org_units on assigned.org_code = org_units.org_code
left join periods on assigned.period_code = periods.period_code
