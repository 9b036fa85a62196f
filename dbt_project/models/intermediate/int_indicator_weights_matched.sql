{#- No table: one model reads it. -#}
{{ config(materialized='ephemeral') }}

with

indicators as (

    select * from {{ ref('int_indicators_described') }}

),

statements as (

    select * from {{ ref('int_statements_identified') }}
    where
        measure = 'weight'
        and not is_superseded
        and target_value between 0 and 1000000
        and coalesce(review_decision, '') <> 'reject'

),

rules as (

    select * from {{ ref('assessment_weights') }}

),

printed as (

    -- A plan prints a weight for the whole row; where its columns differ there is none.
    select
        indicator_key,
        case when min(target_value) = max(target_value) then min(target_value) end
            as printed_weight
    from statements
    group by indicator_key

),

printing_plans as (

    select
        plan_id,
        count(*) as weight_count
    from statements
    group by plan_id

),

ruled as (

    select
        indicators.indicator_key,
        indicators.plan_id,
        min(rules.rule_no) as rule_no
    from indicators
    inner join rules
        on
            coalesce(nullif(rules.plan_id, ''), indicators.plan_id) = indicators.plan_id
            and (
                coalesce(rules.action_name, '') = ''
                or {{ normalised_name('rules.action_name') }}
                = {{ normalised_name('indicators.action_name') }}
            )
            and (
                coalesce(rules.indicator_name, '') = ''
                or {{ normalised_name('rules.indicator_name') }} = indicators.match_name
            )
    group by indicators.indicator_key, indicators.plan_id

),

weighed as (

    -- inner join is safe: the last rule names a weight for every indicator
    select
        ruled.indicator_key,
        ruled.plan_id,
        rules.rule_no as weight_rule_no,
        rules.max_rate,
        rules.measured_against,
        case
            when printing_plans.plan_id is null then rules.weight
            else coalesce(printed.printed_weight, cast(0 as {{ quantity_type() }}))
        end as indicator_weight,
        case
            when printing_plans.plan_id is null then 'reviewed'
            when printed.printed_weight is null then 'not_printed'
            else 'printed'
        end as weight_source
    from ruled
    inner join rules on ruled.rule_no = rules.rule_no
    left join printed on ruled.indicator_key = printed.indicator_key
    left join printing_plans on ruled.plan_id = printing_plans.plan_id

)

select * from weighed
