with

decisions as (

    select * from {{ ref('stg_review__decisions') }}

),

subjects as (

    select * from {{ ref('int_review_subjects_listed') }}

),

judged as (

    -- no fan-out: subjects have one row a key
    select
        decisions.*,
        case
            when not decisions.is_latest then 'superseded'
            when subjects.queue_key is null then 'unused'
            else 'applied'
        end as decision_state
    from decisions
    left join subjects on decisions.queue_key = subjects.queue_key

)

select
    decision_key,
    queue_key,
    question_type,
    subject,
    decision,
    printed_value,
    value_code,
    value_name,
    reviewer,
    reason,
    decision_state,
    value_number,
    decided_at
from judged
