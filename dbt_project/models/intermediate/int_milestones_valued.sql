{#- No table: one model reads it. -#}
{{ config(materialized='ephemeral') }}

with

dated as (

    select * from {{ ref('int_own_targets_dated') }}

),

statements as (

    select * from {{ ref('int_statements_united') }}
    where measure = 'target' and not is_superseded and due_date is not null

),

pairs as (

    select * from {{ ref('int_units_paired') }}

),

valued as (

    -- A number, or a share of the whole (三季度末达到80%). What is done within a later part of the
    -- period (二季度完成500批次) says nothing of the sum since it began.
    select
        dated.target_key,
        statements.statement_key,
        statements.due_date as milestone_date,
        case
            when coalesce(statements.unit_code, statements.unit_name, '') = dated.unit
                then statements.target_value
            when pairs.factor is not null
                then {{ in_other_unit('statements.target_value', 'pairs.factor') }}
            when statements.base_unit_code = 'percent' and statements.base_value between 0 and 100
                then {{ in_other_unit(
                    'dated.target_value', 'cast(statements.base_value * 0.01 as decimal(11, 10))'
                ) }}
        end as milestone_value
    from dated
    inner join statements
        on
            dated.plan_id = statements.plan_id
            and dated.indicator_key = statements.indicator_key
            and dated.org_key = statements.org_key
            and dated.period_code = statements.period_code
            and dated.period_end_date > statements.due_date
            and dated.period_start_date <= statements.due_date
            and (dated.period_start_date = statements.due_from or dated.additivity <> 'sum')
    left join pairs
        on statements.unit_code = pairs.from_unit_code and dated.unit = pairs.to_unit_code

)

select * from valued
where milestone_value is not null
