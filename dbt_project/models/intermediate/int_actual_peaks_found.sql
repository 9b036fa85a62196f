with

sequenced as (

    select * from {{ ref('int_actuals_sequenced') }}
    where {{ changed('year') }}

),

slips as (

    select * from {{ ref('magnitude_slips') }}

),

standing as (

    -- The nearest earlier figure that the later ones do not deny; none where all are denied.
    select
        *,
        {{ check_parameter('A08', 'least_fall') }} as least_fall,
        case
            when before_value is null then 0
            when before_value <= least_after_value then before_value
            when before_last_value <= least_after_value then before_last_value
        end as floor_value
    from sequenced
    where is_flow and basis = 'year_to_date' and sequence_value > least_after_value

),

fallen as (

    -- What is followed by far less was too much, unless it is the low figure that stands alone. Two
    -- in a row may be wrong alike; of two figures in all the target tells which.
    select
        *,
        (
            after_value * least_fall <= sequence_value
            and coalesce(after_next_value, 0) < sequence_value
            and (
                before_value is not null or after_next_value is not null
                or 2 * sequence_value > 3 * target_value
            )
        )
        or (
            after_value * least_fall > sequence_value and before_value is not null
            and after_next_value * least_fall <= sequence_value
        ) as is_peak
    from standing
    where floor_value is not null and sequence_value >= least_after_value * least_fall

),

corrected as (

    -- A thousandth more or less is rounding.
    select
        fallen.actual_key,
        fallen.floor_value as least_value,
        fallen.least_after_value as most_value,
        slips.slip_exponent,
        {{ divided('fallen.sequence_value', 'slips.factor') }} as corrected_value
    from fallen
    cross join slips
    where fallen.is_peak

),

ranked as (

    select
        *,
        row_number() over (partition by actual_key order by slip_exponent) as choice_no
    from corrected
    where
        1001 * corrected_value >= 1000 * least_value
        and 1000 * corrected_value <= 1001 * most_value

)

select
    actual_key,
    slip_exponent,
    least_value,
    most_value,
    corrected_value
from ranked
where choice_no = 1
