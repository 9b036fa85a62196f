{{ config(materialized='incremental', meta={'changed_by': 'delivery'}) }}

with

reported as (

    select
        *,
        cast(year as {{ dbt.type_string() }}) as plan_year
    from {{ ref('int_actual_values_stacked') }}
    where {{ changed('delivery') }}

),

settled as (

    select * from {{ ref('int_actual_values_fitted') }}
    where fit_count = 1

),

matched as (

    -- no fan-out: one indicator of a name that is settled, one decision on a contested one
    select
        reported.*,
        coalesce(settled.indicator_key, decided.indicator_key) as indicator_key,
        case
            when settled.indicator_key is not null then 'matched'
            else coalesce(decided.indicator_match, 'unmatched')
        end as indicator_match
    from reported
    left join settled
        on
            reported.match_name = settled.match_name
            and reported.plan_year = settled.plan_year
            and reported.source = settled.source
            and reported.org_code is not distinct from settled.org_code
    left join {{ ref('int_actual_values_matched') }} as decided
        on
            reported.delivery_id = decided.delivery_id
            and reported.match_name = decided.match_name
            and reported.plan_year = decided.plan_year
            and reported.source = decided.source
            and reported.org_code is not distinct from decided.org_code

),

paired as (

    -- no fan-out: indicator, class and unit are unique
    select
        matched.*,
        indicators.plan_id,
        indicators.unit_name as plan_unit_name,
        classes.additivity,
        classes.direction,
        reported_units.unit_code as reported_unit_code,
        indicators.unit_code as plan_unit_code,
        case when abs(coalesce(matched.reported_value, 0)) < 1000000000000 then pairs.factor end
            as factor
    from matched
    left join {{ ref('int_indicators_described') }} as indicators
        on matched.indicator_key = indicators.indicator_key
    left join {{ ref('int_indicators_classified') }} as classes
        on
            coalesce(
                matched.indicator_key,
                {{ reported_subject('matched.match_name', 'matched.reported_unit_name') }}
            ) = classes.subject_key
    left join {{ ref('units') }} as reported_units
        on trim({{ fold_text('matched.reported_unit_name') }}) = reported_units.unit_name
    left join {{ ref('int_units_paired') }} as pairs
        on
            reported_units.unit_code = pairs.from_unit_code
            and indicators.unit_code = pairs.to_unit_code

)

-- A value reported without unit is in the plan's; one in a unit that cannot be converted stays.
-- Prose does not say what it covers: what adds up is counted since January.
select
    *,
    coalesce(
        reported_basis, case when additivity = 'sum' then 'year_to_date' else 'level' end
    ) as basis,
    case
        when factor is not null then {{ in_other_unit('reported_value', 'factor') }}
        else reported_value
    end as converted_value,
    case
        when reported_unit_name is null or factor is not null then plan_unit_code
        else reported_unit_code
    end as unit_code,
    case
        when reported_unit_name is null or factor is not null then plan_unit_name
        else reported_unit_name
    end as unit_name
from paired
