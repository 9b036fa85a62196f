{{ config(materialized='incremental', meta={'changed_by': 'plan'}) }}

with

assessments as (

    select * from {{ ref('int_assessments_summed') }}
    where {{ changed('plan') }}

),

labels as (

    select * from {{ ref('measure_labels') }}
    where code_set = 'score_rule'

)

select
    {{ surrogate_key([
        'assessments.plan_id', 'assessments.org_key', 'assessments.assessed_period_code',
    ]) }} as assessment_key,
    assessments.plan_id,
    assessments.org_code,
    assessments.assessed_period_code as period_code,
    assessments.org_name,
    assessments.standing,
    assessments.score_rule,
    labels.label_zh as score_rule_zh,
    labels.label_en as score_rule_en,
    cast(assessments.counted_count as integer) as counted_count,
    cast(assessments.completed_count as integer) as completed_count,
    cast(assessments.on_pace_count as integer) as on_pace_count,
    cast(assessments.in_progress_count as integer) as in_progress_count,
    cast(assessments.behind_count as integer) as behind_count,
    cast(assessments.not_reported_count as integer) as not_reported_count,
    cast(assessments.not_assigned_count as integer) as not_assigned_count,
    cast(assessments.not_comparable_count as integer) as not_comparable_count,
    assessments.is_synthetic,
    cast(assessments.weight_sum as {{ quantity_type() }}) as weight_sum,
    cast(assessments.score as {{ quantity_type() }}) as score
from assessments
left join labels on assessments.score_rule = labels.code
