{#- No table: one model reads it. -#}
{{ config(materialized='ephemeral') }}

with

slips as (

    select * from {{ ref('magnitude_slips') }}

),

bounded as (

    -- Between which figures the right one lies if the doubtful one is written wrongly.
    select
        *,
        case doubt
            when 'fall' then most_before_value
            when 'fraction'
                then greatest(coalesce(most_before_value, 0), 0.02 * target_value)
            when 'beyond_target' then case when is_leap then most_before_value else 0 end
            else 0.5 * usual_value
        end as least_value,
        case
            when doubt = 'fall' and most_after_value >= most_before_value then most_after_value
            when doubt = 'fall'
                then greatest(coalesce(1.5 * target_value, 0), 3 * most_before_value)
            when doubt in ('fraction', 'beyond_target')
                then target_value * {{ check_parameter('A08', 'most_of_target') }}
            else 2 * usual_value
        end as most_value
    from {{ ref('int_actual_sizes_doubted') }}

),

corrected as (

    select
        bounded.actual_key,
        bounded.doubt,
        bounded.least_value,
        bounded.most_value,
        case
            when bounded.doubt in ('fall', 'fraction', 'low_level') then -slips.slip_exponent
            else slips.slip_exponent
        end as slip_exponent,
        case
            when bounded.doubt in ('fall', 'fraction', 'low_level')
                then {{ in_other_unit('bounded.judged_value', 'slips.factor') }}
            else {{ divided('bounded.judged_value', 'slips.factor') }}
        end as corrected_value
    from bounded
    cross join slips

),

ranked as (

    -- A thousandth more or less is rounding; the smallest slip that explains it is the likeliest.
    select
        *,
        row_number() over (partition by actual_key order by abs(slip_exponent)) as choice_no
    from corrected
    where
        1001 * corrected_value >= 1000 * least_value
        and 1000 * corrected_value <= 1001 * most_value

)

select
    actual_key,
    doubt,
    least_value,
    most_value,
    slip_exponent,
    corrected_value
from ranked
where choice_no = 1
