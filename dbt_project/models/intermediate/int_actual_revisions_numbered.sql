{#- No table: one model reads it. -#}
{{ config(materialized='ephemeral') }}

with

actuals as (

    -- Prose counts only where it says what some plan counts, in a unit of the same kind.
    select * from {{ ref('int_actuals_converted') }}
    where
        {{ changed('report') }}
        and (source = 'submission' or indicator_key is not null)
        and (source = 'submission' or reported_unit_name is null or factor is not null)

),

placed as (

    -- What revisions, periods and sums ask for, and no more: whole rows are not sorted.
    -- no fan-out: periods are unique, sources by length of period, reports by sender and period
    select
        actuals.actual_key,
        actuals.source,
        actuals.delivery_id,
        actuals.org_code,
        actuals.period_code,
        actuals.year,
        actuals.plan_id,
        actuals.indicator_key,
        actuals.basis,
        actuals.additivity,
        actuals.direction,
        actuals.unit_code,
        actuals.unit_name,
        actuals.printed_number,
        actuals.row_no,
        actuals.is_synthetic,
        actuals.reported_value,
        actuals.converted_value,
        actuals.as_of_date,
        actuals.received_at,
        periods.granularity,
        periods.period_start_date,
        periods.period_end_date,
        actuals.reported_value is null as is_blank,
        admitted.submission_key,
        admitted.acceptance_state,
        case
            when actuals.submitted_by_org_code is null then actuals.received_at
            else admitted.accepted_at
        end as accepted_at,
        coalesce(admitted.returned_at, actuals.withdrawn_at) as stopped_at,
        admitted.returned_at,
        coalesce(actuals.indicator_key, actuals.match_name) as series_name,
        coalesce(sources.source_rank, 9) as source_rank,
        coalesce(sources.finality, 'provisional') as finality
    from actuals
    left join {{ ref('int_submissions_admitted') }} as admitted
        on
            actuals.delivery_id = admitted.delivery_id
            and actuals.submitted_by_org_code = admitted.org_code
            and actuals.period_code = admitted.period_code
    left join {{ ref('int_periods_dated') }} as periods
        on actuals.period_code = periods.period_code
    left join {{ ref('actual_sources') }} as sources
        on actuals.source = sources.source and periods.granularity = sources.granularity

),

numbered as (

    -- In the order in which they were sent, whenever they were accepted. Within one report a
    -- year-to-date row is the later word, whatever row it stands in.
    select
        *,
        cast(row_number() over (
            partition by org_code, period_code, series_name, source
            order by
                received_at, delivery_id, case when basis = 'year_to_date' then 1 else 0 end,
                row_no, actual_key
        ) as integer) as revision_no
    from placed

)

select * from numbered
