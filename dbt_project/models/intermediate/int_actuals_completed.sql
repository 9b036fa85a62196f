{{ config(materialized='incremental', meta={'changed_by': 'report'}) }}

{%- set columns = [
    'actual_key', 'source', 'delivery_id', 'org_code', 'period_code', 'year', 'plan_id',
    'indicator_key', 'series_name', 'basis', 'additivity', 'direction', 'unit_code', 'unit_name',
    'printed_number', 'granularity', 'period_start_date', 'period_end_date', 'source_rank',
    'finality', 'submission_key', 'acceptance_state', 'revision_no', 'is_latest', 'is_synthetic',
    'reported_value', 'converted_value', 'as_of_date', 'accepted_at', 'superseded_at',
    'received_at',
] -%}
{%- set is_chained = "is_latest and basis <> 'level' and period_start_date is not null" -%}

with

actuals as (

    -- What is counted since January follows from the earlier reports of the year.
    select * from {{ ref('int_actuals_revised') }}
    where {{ changed('year') }}

),

chained as (

    select * from actuals
    where {{ is_chained }}

),

accumulated as (

    {{ accumulated_actuals('chained', columns) }}

),

stacked as (

    select * from accumulated
    union all
    select
        {{ columns | join(',\n        ') }},
        cast(null as {{ quantity_type() }}) as year_to_date_value,
        cast(null as {{ quantity_type() }}) as period_value
    from actuals
    where not ({{ is_chained }})

),

completed as (

    -- A revision that was replaced keeps only what it says itself.
    select
        {{ columns | join(',\n        ') }},
        coalesce(
            year_to_date_value, case when basis = 'year_to_date' then converted_value end
        ) as year_to_date_value,
        coalesce(period_value, case when basis = 'period' then converted_value end)
            as period_value
    from stacked
    where {{ changed('report') }}

)

-- What stands against a target for the year: what was done so far, or the level reached.
select
    *,
    {{ value_against_target('converted_value') }} as actual_value
from completed
