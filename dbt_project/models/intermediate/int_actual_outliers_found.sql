{#- No table: one model reads it. -#}
{{ config(materialized='ephemeral') }}

with

paces as (

    select * from {{ ref('int_actual_paces_compared') }}

),

scaled as (

    -- 1.4826 median absolute deviations are one standard deviation of a bell curve.
    select
        *,
        {{ check_parameter('A04', 'most_deviations') }} * case
            when is_flow
                then greatest(
                        1.4826 * own_spread, {{ check_parameter('A04', 'least_scale_share') }}
                    )
            when instr(unit_name, '%') > 0
                then greatest(
                        1.4826 * own_spread, {{ check_parameter('A04', 'level_scale_points') }}
                    )
            else greatest(
                    1.4826 * own_spread,
                    {{ check_parameter('A04', 'level_scale_share') }} * abs(own_median)
                )
        end as own_limit,
        {{ check_parameter('A04', 'most_deviations') }}
        * greatest(1.4826 * peer_spread, {{ check_parameter('A04', 'level_scale_share') }})
            as peer_limit,
        own_count >= {{ check_parameter('A04', 'least_values') }} as has_pace,
        peer_count > {{ check_parameter('A04', 'least_peers') }} as has_peers
    from paces

),

judged as (

    select
        *,
        case
            when cause = 'magnitude' then 'magnitude'
            when cause is null and step_value is null then 'no_step'
            when cause is null and not has_pace and not (has_peers and is_flow)
                then 'too_few_values'
        end as skip_reason,
        case
            when cause = 'spike' then true
            when
                (has_pace and own_deviation <= own_limit)
                or (has_peers and peer_deviation <= peer_limit)
                then false
            when is_flow
                then
                    step_value >= {{ check_parameter('A04', 'least_jump_share') }}
                    and target_share >= {{ check_parameter('A04', 'least_total_share') }}
                    and target_value > {{ check_parameter('A04', 'small_target') }}
            when report_no = 1 then false
            -- A level is an outlier where it stands alone, and at the end where it got worse.
            when after_value is not null
                then
                    2 * abs(sequence_value - before_value) > own_limit
                    and 2 * abs(sequence_value - after_value) > own_limit
                    and (sequence_value > before_value) = (sequence_value > after_value)
            else
                own_deviation > own_limit
                and abs(sequence_value - before_value) > own_limit
                and (
                    (sequence_value < before_value) = (direction = 'higher')
                    or target_share >= {{ check_parameter('A04', 'least_total_share') }}
                )
        end as is_outlier
    from scaled

)

select
    actual_key,
    plan_id,
    org_code,
    indicator_key,
    period_code,
    is_flow,
    cause,
    skip_reason,
    own_count,
    peer_count,
    exact_count,
    sequence_value,
    before_value,
    after_value,
    before_period_code,
    target_value,
    step_value,
    target_share,
    own_median,
    peer_median,
    cast(own_limit as {{ quantity_type() }}) as own_limit,
    skip_reason is null and coalesce(is_outlier, false) as is_outlier
from judged
