with

indicators as (

    select * from {{ ref('int_indicators_described') }}

),

classes as (

    select * from {{ ref('int_indicators_classified') }}

),

classified as (

    -- inner join is safe: the last rule of the seed classifies every indicator
    select
        indicators.*,
        classes.additivity,
        classes.additivity_reason,
        classes.direction,
        classes.direction_reason
    from indicators
    inner join classes on indicators.indicator_key = classes.subject_key

)

select
    indicator_key,
    plan_id,
    document_key,
    indicator_name,
    action_name,
    unit_code,
    unit_name,
    additivity,
    additivity_reason,
    direction,
    direction_reason,
    row_no
from classified
