with

statements as (

    select * from {{ ref('int_statements_identified') }}
    where
        measure = 'baseline'
        and not is_superseded
        and target_value is not null
        and coalesce(review_decision, '') <> 'reject'

),

ranked as (

    -- The latest year that the plan gives; of copies the one received first.
    select
        plan_id,
        indicator_key,
        org_key,
        unit_code,
        unit_name,
        target_value as printed_baseline_value,
        row_number() over (
            partition by plan_id, indicator_key, org_key
            order by
                period_code desc nulls last, received_at asc, document_key asc, col_no asc,
                occurrence_no asc
        ) as choice_no
    from statements

)

select
    plan_id,
    indicator_key,
    org_key,
    unit_code as baseline_unit_code,
    unit_name as baseline_unit_name,
    printed_baseline_value
from ranked
where choice_no = 1
