with

versions as (

    select * from {{ ref('int_indicator_versions_dated') }}

),

classes as (

    select * from {{ ref('int_indicators_classified') }}

),

classified as (

    -- inner join is safe: the last rule of the seed classifies every indicator
    select
        versions.*,
        classes.additivity,
        classes.direction
    from versions
    inner join classes on versions.indicator_key = classes.subject_key

)

select
    indicator_version_key,
    indicator_key,
    plan_id,
    document_key,
    indicator_name,
    action_name,
    unit_code,
    unit_name,
    additivity,
    direction,
    row_no,
    edition_no,
    version_no,
    is_current,
    valid_from,
    valid_to
from classified
