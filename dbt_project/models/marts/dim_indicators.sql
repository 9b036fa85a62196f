with

indicators as (

    select * from {{ ref('int_indicators_described') }}

),

classes as (

    select * from {{ ref('int_indicators_classified') }}

),

actions as (

    select * from {{ ref('int_actions_identified') }}

),

classified as (

    -- inner join is safe: the last rule of the seed classifies every indicator
    select
        indicators.*,
        actions.action_key,
        classes.additivity,
        classes.additivity_reason,
        classes.time_additivity,
        classes.time_additivity_reason,
        classes.direction,
        classes.direction_reason,
        classes.is_overridden
    from indicators
    inner join classes on indicators.indicator_key = classes.subject_key
    left join actions on indicators.statement_key = actions.statement_key

)

select
    indicator_key,
    plan_id,
    document_key,
    action_key,
    indicator_name,
    action_name,
    unit_code,
    unit_name,
    additivity,
    additivity_reason,
    time_additivity,
    time_additivity_reason,
    direction,
    direction_reason,
    stated_in,
    row_no,
    is_overridden
from classified
