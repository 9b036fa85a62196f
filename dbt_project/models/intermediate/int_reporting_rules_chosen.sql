with

units as (

    select * from {{ ref('int_reporting_units_listed') }}

),

rules as (

    select * from {{ ref('int_reporting_rules_stacked') }}

),

periods as (

    select * from {{ ref('int_reporting_periods_listed') }}

),

bound as (

    -- Who is bound by which rule. The highest source that says anything speaks alone.
    select
        rules.*,
        units.plan_id as unit_plan_id,
        units.org_code,
        units.plan_year,
        case
            when rules.org_scope = units.org_code then 1
            when rules.org_scope = '*' then 3
            else 2
        end as scope_rank,
        min(rules.source_rank) over (
            partition by units.plan_id, units.org_code, units.plan_year
        ) as speaking_rank
    from units
    inner join rules
        on
            (units.plan_id = rules.plan_id or rules.plan_id is null)
            and rules.org_scope in ('*', units.org_code, concat('level:', units.org_level))

),

ranked as (

    select
        bound.*,
        periods.period_code,
        periods.period_start_date,
        periods.period_end_date,
        periods.next_period_start_date,
        periods.last_month_start_date,
        row_number() over (
            partition by bound.unit_plan_id, bound.org_code, periods.period_code
            order by bound.scope_rank asc, bound.rule_no asc, bound.rule_key asc
        ) as choice_no
    from bound
    inner join periods
        on
            bound.plan_year = periods.year
            and bound.frequency = periods.frequency
            and (bound.valid_from is null or bound.valid_from <= periods.period_end_date)
            and (bound.valid_to is null or bound.valid_to >= periods.period_end_date)
    where
        bound.source_rank = bound.speaking_rank
        -- a day of the year is that of one half: the one whose end is near
        and (
            bound.frequency <> 'half' or bound.due_month is null
            or (bound.due_month between 4 and 9)
            = (periods.period_end_date < make_date(bound.plan_year, 7, 1))
        )

)

select
    unit_plan_id as plan_id,
    org_code,
    period_code,
    rule_key,
    rule_source,
    frequency,
    due_kind,
    due_number,
    due_month,
    holiday_move,
    grace_days,
    grace_kind,
    review_steps,
    plan_year,
    is_certain,
    period_start_date,
    period_end_date,
    next_period_start_date,
    last_month_start_date,
    words,
    evidence
from ranked
where choice_no = 1
