with

rules as (

    select * from {{ ref('int_reporting_rules_stacked') }}

),

chosen as (

    select * from {{ ref('int_reporting_rules_chosen') }}

),

applied as (

    select
        rule_key,
        count(*) as duty_count
    from chosen
    group by rule_key

),

compared as (

    -- what the reviewed rules in force say beside the plan's own words
    select
        rules.rule_key,
        min(chosen.rule_key) as overruled_by_rule_key,
        max(case
            when
                chosen.frequency = rules.frequency
                and coalesce(chosen.due_kind, '') = coalesce(rules.due_kind, '')
                and coalesce(chosen.due_number, 0) = coalesce(rules.due_number, 0)
                and coalesce(chosen.due_month, 0) = coalesce(rules.due_month, 0)
                then 1
            else 0
        end) as same_count
    from rules
    inner join chosen
        on rules.plan_id = chosen.plan_id and chosen.rule_source = 'reviewed'
    where rules.rule_source = 'plan_text'
    group by rules.rule_key

)

-- no fan-out: both are one row a rule
select
    rules.rule_key,
    rules.plan_id,
    rules.document_key,
    compared.overruled_by_rule_key,
    rules.org_scope,
    rules.rule_source,
    rules.frequency,
    rules.due_kind,
    rules.holiday_move,
    rules.grace_kind,
    rules.review_steps,
    rules.rule_no,
    rules.due_number,
    rules.due_month,
    rules.grace_days,
    cast(coalesce(applied.duty_count, 0) as integer) as duty_count,
    rules.is_certain,
    compared.rule_key is not null and compared.same_count = 0 as is_different,
    rules.valid_from,
    rules.valid_to,
    rules.words,
    rules.evidence
from rules
left join applied on rules.rule_key = applied.rule_key
left join compared on rules.rule_key = compared.rule_key
