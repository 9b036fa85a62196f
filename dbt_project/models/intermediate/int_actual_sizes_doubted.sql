{#- No table: one model reads it. -#}
{{ config(materialized='ephemeral') }}

with

surrounded as (

    select * from {{ ref('int_actual_values_surrounded') }}

),

doubted as (

    select
        *,
        coalesce(8 * most_before_value <= judged_value, false) as is_leap,
        case
            when is_flow and basis <> 'period'
                then case
                        when
                            judged_value * {{ check_parameter('A08', 'least_fall') }}
                            <= most_before_value
                            then 'fall'
                        when judged_value < 1 and target_value >= 1000 then 'fraction'
                        when judged_value >= far_value then 'beyond_target'
                        when
                            judged_value
                            >= target_value * {{ check_parameter('A08', 'beyond_target') }}
                            and most_before_value > 0 and 8 * most_before_value <= judged_value
                            then 'beyond_target'
                    end
            when
                is_flow
                and judged_value >= target_value * {{ check_parameter('A08', 'beyond_target') }}
                then 'beyond_target'
            when is_flow then null
            when usual_value is null and judged_value >= far_value then 'beyond_target'
            when
                judged_value >= usual_value * {{ check_parameter('A08', 'level_ratio') }}
                and judged_value >= 4 * coalesce(before_value, 0)
                and (
                    judged_value >= 4 * after_value
                    or (after_value is null and judged_value >= 2 * target_value)
                )
                then 'high_level'
            when
                judged_value * {{ check_parameter('A08', 'level_ratio') }} <= usual_value
                and judged_value * 4 <= before_value
                and judged_value * 4 <= coalesce(after_value, before_value)
                then 'low_level'
        end as doubt
    from surrounded
    where not is_peak and judged_value > 0

)

select * from doubted
where doubt is not null
