{{ config(materialized='incremental', meta={'changed_by': 'plan'}) }}

with

actuals as (

    select * from {{ ref('fct_actuals') }}
    where
        source = 'submission' and converted_value is not null and indicator_key is not null
        and {{ changed('plan') }}

),

revised as (

    -- What the text of a report says is prose and no revision of its workbook; that is A07.
    select
        *,
        lag(converted_value) over in_order as former_value,
        lag(evidence) over in_order as former_evidence,
        lag(received_at) over in_order as former_received_at
    from actuals
    window in_order as (
        partition by org_code, period_code, series_name order by revision_no
    )

),

latest as (

    select * from revised
    where is_latest and former_value is not null

),

named as (

    {{ named_values('latest') }}

),

steps as (

    select * from {{ ref('int_actual_steps_measured') }}

),

shifts as (

    -- The power of ten by which the former figure was wrong, if that is all that was corrected.
    select
        latest.actual_key,
        min(slips.slip_exponent) as slip_exponent
    from latest
    cross join {{ ref('magnitude_slips') }} as slips
    where
        abs(latest.former_value) < 1000000000000 and abs(latest.converted_value) < 1000000000000
        and (
            500 * abs(latest.former_value - latest.converted_value * slips.factor)
            <= abs(latest.former_value)
            or 500 * abs(latest.converted_value - latest.former_value * slips.factor)
            <= abs(latest.converted_value)
        )
        and latest.former_value <> 0 and latest.converted_value <> 0
    group by latest.actual_key

),

judged as (

    -- What repairs a figure that another check had told needs no explanation of its own.
    select
        named.*,
        steps.before_value,
        steps.after_value,
        case
            when steps.cause is not null then steps.cause
            when shifts.slip_exponent is not null then 'repairs_a_magnitude_shift'
            when
                steps.is_flow and named.basis = 'year_to_date'
                and (
                    (
                        named.former_value < steps.before_value
                        and named.converted_value >= steps.before_value
                    )
                    or (
                        named.former_value > steps.after_value
                        and named.converted_value <= steps.after_value
                    )
                )
                then 'repairs_a_fall'
        end as skip_judged,
        case
            when instr(coalesce(named.plan_unit_name, named.unit_name), '%') > 0
                then {{ check_parameter('A03', 'changed_points') }}
            else greatest(
                    {{ check_parameter('A03', 'changed_share') }} * abs(named.former_value),
                    case
                        when
                            named.former_value = round(named.former_value, 0)
                            and named.converted_value = round(named.converted_value, 0)
                            then {{ check_parameter('A03', 'changed_things') }}
                        else 0
                    end
                )
        end as tolerance
    from named
    left join steps on named.actual_key = steps.actual_key
    left join shifts on named.actual_key = shifts.actual_key

),

compared as (

    select
        'A03' as check_id,
        document_key,
        plan_id,
        org_code,
        period_code,
        subject_zh,
        subject_en,
        tolerance,
        {{ surrogate_key(['plan_id', 'org_code', 'series_name', 'period_code']) }} as subject_key,
        skip_judged as skip_reason,
        skip_judged is null as is_evaluated,
        {{ joined_evidence(['former_evidence', 'evidence']) }} as evidence,
        {{ plain_number('former_value') }} as expected,
        {{ plain_number('converted_value') }} as observed,
        case when skip_judged is null then converted_value - former_value end as difference,
        {{ json_record([
            ['cell', 'value_cell'],
            ['unit', 'coalesce(plan_unit_name, unit_name)'],
            ['revision_no', 'revision_no'],
            ['former_received_on', 'cast(cast(former_received_at as date) as ' ~ dbt.type_string() ~ ')'],
            ['explanation', 'given_explanation'],
        ]) }} as detail
    from judged

)

select
    {{ check_columns() }}
from compared
