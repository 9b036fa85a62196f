{#- No table: one model reads it. -#}
{{ config(materialized='ephemeral') }}

with

comparisons as (

    select * from {{ ref('int_targets_compared') }}

),

chosen as (

    select
        *,
        case
            when no_comparison_reason is not null then null
            else {{ completion_method('is_limit', 'comparable_baseline_value') }}
        end as completion_method
    from comparisons

)

select
    *,
    case
        when no_comparison_reason is not null then no_comparison_reason
        when completion_method is null then 'zero_target'
    end as no_rate_reason,
    case
        when completion_method = 'baseline'
            then
                {{ divided(
                    'comparable_baseline_value - actual_value', 'comparable_baseline_value - target_value'
                ) }}
        when completion_method = 'limit'
            then case
                    when is_met or actual_value <= 0 then cast(1 as {{ quantity_type() }})
                    else {{ divided('target_value', 'actual_value') }}
                end
        when completion_method is not null then {{ divided('actual_value', 'target_value') }}
    end as completion_rate
from chosen
