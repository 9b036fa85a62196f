{{ config(materialized='incremental', meta={'changed_by': 'year'}) }}

with

sequenced as (

    select * from {{ ref('int_actuals_sequenced') }}
    where {{ changed('year') }}

),

slips as (

    select
        actual_key,
        'peak' as doubt,
        least_value,
        most_value,
        slip_exponent,
        corrected_value
    from {{ ref('int_actual_peaks_found') }}
    union all
    select
        actual_key,
        doubt,
        least_value,
        most_value,
        slip_exponent,
        corrected_value
    from {{ ref('int_actual_slips_found') }}

),

related as (

    -- A figure written wrongly stands beside no other.
    select
        sequenced.*,
        slips.slip_exponent,
        slips.least_value,
        slips.most_value,
        slips.corrected_value,
        slips.doubt,
        lag(slips.slip_exponent) over in_order as before_exponent,
        lead(slips.slip_exponent) over in_order as after_exponent
    from sequenced
    left join slips on sequenced.actual_key = slips.actual_key
    window in_order as (
        partition by sequenced.org_code, sequenced.series_name, sequenced.year_code
        order by sequenced.as_of_date, sequenced.period_code
    )

),

judged as (

    -- What comes down again and is at odds with what follows alone was too high; what is at odds
    -- with what stands before alone is a fall, which A02 tells. Where both may be, the last step
    -- was too high if it was three times the steps beside it.
    select
        *,
        slip_exponent is null and before_exponent is null and after_exponent is null
        and is_flow and basis = 'year_to_date'
        and coalesce(before_value, 0) <= after_value
        and sequence_value > after_value
        and sequence_value >= after_value * {{ check_parameter('A04', 'spike_ratio') }}
        and sequence_value - after_value
        >= coalesce(target_value, after_value) * {{ check_parameter('A04', 'spike_share') }}
        and (
            after_next_value < sequence_value
            or (
                after_next_value is null and report_no > 2
                and sequence_value - before_value >= 3 * (after_value - before_value)
                and (sequence_value - before_value) * (report_no - 1) >= 3 * before_value
            )
        ) as is_spike
    from related

)

select
    actual_key,
    plan_id,
    org_code,
    period_code,
    case when slip_exponent is not null then 'magnitude' else 'spike' end as cause,
    doubt,
    slip_exponent,
    cast(least_value as {{ quantity_type() }}) as least_value,
    cast(most_value as {{ quantity_type() }}) as most_value,
    cast(corrected_value as {{ quantity_type() }}) as corrected_value,
    target_value,
    before_value,
    before_period_code,
    after_value
from judged
where slip_exponent is not null or is_spike
