{#- No table: one model reads it. -#}
{{ config(materialized='ephemeral') }}

with

statements as (

    select * from {{ ref('int_statements_united') }}
    where
        measure = 'baseline'
        and not is_superseded
        and target_value is not null
        and coalesce(review_decision, '') <> 'reject'

),

ranked as (

    -- A column of the table before the text; the latest year, from which the target sets out.
    select
        *,
        row_number() over (
            partition by plan_id, indicator_key, org_key
            order by
                case stated_in when 'table' then 1 else 2 end,
                period_code desc nulls last, received_at, {{ evidence_start('evidence') }},
                statement_key
        ) as choice_no
    from statements

)

select
    plan_id,
    indicator_key,
    org_key,
    statement_key as baseline_statement_key,
    target_value as baseline_value,
    unit_code as baseline_unit_code,
    unit_name as baseline_unit_name,
    base_value as baseline_base_value,
    period_code as baseline_period_code
from ranked
where choice_no = 1
