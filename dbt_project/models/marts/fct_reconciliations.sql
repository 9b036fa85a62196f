{{ config(
    materialized='incremental',
    meta={'changed_by': 'plan', 'changed_where': "scope = 'actual'"},
) }}

with

target_sums as (

    select * from {{ ref('int_target_sums_reconciled') }}
    where {{ changed('nothing') }}

),

actual_sums as (

    select * from {{ ref('int_actual_sums_reconciled') }}
    where {{ changed('plan') }}

),

stacked as (

    select
        'target' as scope,
        plan_id,
        document_key,
        indicator_key,
        period_code,
        total_value,
        parts_value,
        part_count,
        tolerance,
        is_lower_bound,
        skip_reason,
        evidence
    from target_sums
    union all
    select
        'actual' as scope,
        plan_id,
        document_key,
        indicator_key,
        period_code,
        total_value,
        parts_value,
        part_count,
        tolerance,
        false as is_lower_bound,
        skip_reason,
        evidence
    from actual_sums

),

keyed as (

    select
        *,
        {{ surrogate_key([
            'scope', 'plan_id', 'indicator_key', 'period_code',
        ]) }} as reconciliation_key,
        {{ surrogate_key(['indicator_key', 'period_code']) }} as subject_key
    from stacked

)

select
    reconciliation_key,
    document_key,
    plan_id,
    indicator_key,
    subject_key,
    scope,
    period_code,
    skip_reason,
    cast(part_count as integer) as part_count,
    is_lower_bound,
    skip_reason is null as is_evaluated,
    cast(total_value as {{ quantity_type() }}) as total_value,
    cast(parts_value as {{ quantity_type() }}) as parts_value,
    cast(case when skip_reason is null then parts_value - total_value end as {{ quantity_type() }})
        as difference,
    cast(case when skip_reason is null then tolerance end as {{ quantity_type() }}) as tolerance,
    evidence
from keyed
