{{ config(materialized='incremental', meta={'changed_by': 'delivery'}) }}

with

reported as (

    select * from {{ ref('int_actual_values_matched') }}
    where {{ changed('delivery') }}

),

indicators as (

    select * from {{ ref('int_indicators_described') }}

),

classes as (

    select * from {{ ref('int_indicators_classified') }}

),

units as (

    select * from {{ ref('units') }}

),

pairs as (

    select * from {{ ref('int_units_paired') }}

),

paired as (

    -- no fan-out: indicator, class and unit are unique
    select
        reported.*,
        indicators.plan_id,
        indicators.unit_name as plan_unit_name,
        classes.additivity,
        classes.direction,
        reported_units.unit_code as reported_unit_code,
        indicators.unit_code as plan_unit_code,
        case when abs(coalesce(reported.reported_value, 0)) < 1000000000000 then pairs.factor end
            as factor
    from reported
    left join indicators on reported.indicator_key = indicators.indicator_key
    left join classes
        on
            coalesce(
                reported.indicator_key,
                {{ reported_subject('reported.match_name', 'reported.reported_unit_name') }}
            ) = classes.subject_key
    left join units as reported_units
        on trim({{ fold_text('reported.reported_unit_name') }}) = reported_units.unit_name
    left join pairs
        on
            reported_units.unit_code = pairs.from_unit_code
            and indicators.unit_code = pairs.to_unit_code

),

converted as (

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

)

select * from converted
