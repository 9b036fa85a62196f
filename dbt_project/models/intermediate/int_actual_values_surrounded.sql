{#- No table: one model reads it. -#}
{{ config(materialized='ephemeral') }}

with

sequenced as (

    select * from {{ ref('int_actuals_sequenced') }}
    where {{ changed('year') }}

),

peaks as (

    select * from {{ ref('int_actual_peaks_found') }}

),

usual as (

    -- The level in the middle of the year; of fewer than three none is usual.
    select
        org_code,
        series_name,
        year_code,
        {{ median_of('sequence_value') }} as usual_value
    from sequenced
    where not is_flow and additivity <> 'last' and sequence_value > 0
    group by org_code, series_name, year_code
    having count(*) >= 3

),

unpeaked as (

    select
        sequenced.*,
        usual.usual_value,
        peaks.actual_key is not null as is_peak,
        case when peaks.actual_key is null then sequenced.sequence_value end as sound_value
    from sequenced
    left join peaks on sequenced.actual_key = peaks.actual_key
    left join usual
        on
            sequenced.org_code = usual.org_code
            and sequenced.series_name = usual.series_name
            and sequenced.year_code = usual.year_code

),

surrounded as (

    select
        *,
        max(sound_value) over (
            partition by org_code, series_name, year_code
            order by as_of_date, period_code rows between unbounded preceding and 1 preceding
        ) as most_before_value,
        max(sound_value) over (
            partition by org_code, series_name, year_code
            order by as_of_date, period_code rows between 1 following and unbounded following
        ) as most_after_value,
        case when basis = 'period' and is_flow then converted_value else sequence_value end
            as judged_value,
        case
            when target_value < {{ check_parameter('A08', 'small_target') }}
                then {{ check_parameter('A08', 'small_beyond_target') }}
            else {{ check_parameter('A08', 'far_beyond_target') }}
        end * target_value as far_value
    from unpeaked

)

select * from surrounded
