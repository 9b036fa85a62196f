with

measured as (

    select
        *,
        has_number + has_unit + has_owner + has_deadline as element_count
    from {{ ref('int_targets_measured') }}

),

by_action as (

    select
        plan_id,
        document_key,
        action_name,
        0 as is_total,
        {{ measured_counts() }}
    from measured
    group by plan_id, document_key, action_name
    union all
    select
        plan_id,
        min(document_key) as document_key,
        '合计' as action_name,
        1 as is_total,
        {{ measured_counts() }}
    from measured
    group by plan_id

)

select
    {{ surrogate_key(['plan_id', 'document_key', 'action_name', 'is_total']) }}
        as measurability_key,
    plan_id,
    document_key,
    action_name,
    is_total = 1 as is_total,
    cast(target_count as integer) as target_count,
    cast(complete_count as integer) as complete_count,
    cast(has_number_count as integer) as has_number_count,
    cast(has_unit_count as integer) as has_unit_count,
    cast(has_owner_count as integer) as has_owner_count,
    cast(has_deadline_count as integer) as has_deadline_count,
    {{ ratio('element_count', '4 * target_count') }} as score,
    nullif(concat_ws(
        '；',
        '无数量：' || nullif(no_number, ''),
        '无单位：' || nullif(no_unit, ''),
        '无责任单位：' || nullif(no_owner, ''),
        '无期限：' || nullif(no_deadline, '')
    ), '') as missing
from by_action
