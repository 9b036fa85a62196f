with

actuals as (

    -- Prose counts only where it says what some plan counts, in a unit of the same kind.
    select * from {{ ref('int_actuals_converted') }}
    where
        {{ changed('report') }}
        and (source = 'submission' or indicator_key is not null)
        and (source = 'submission' or reported_unit_name is null or factor is not null)

),

periods as (

    select * from {{ ref('int_periods_dated') }}

),

sources as (

    select * from {{ ref('actual_sources') }}

),

placed as (

    -- What revisions, periods and sums ask for, and no more: whole rows are not sorted.
    -- no fan-out: periods are unique, sources by length of period
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
        actuals.unit_code,
        actuals.unit_name,
        actuals.printed_number,
        actuals.row_no,
        actuals.is_synthetic,
        actuals.converted_value,
        actuals.as_of_date,
        actuals.received_at,
        actuals.withdrawn_at,
        periods.granularity,
        periods.period_start_date,
        periods.period_end_date,
        coalesce(actuals.indicator_key, actuals.match_name) as series_name,
        coalesce(sources.source_rank, 9) as source_rank,
        coalesce(sources.finality, 'provisional') as finality
    from actuals
    left join periods on actuals.period_code = periods.period_code
    left join sources
        on actuals.source = sources.source and periods.granularity = sources.granularity

),

numbered as (

    -- Within one report a year-to-date row is the later word, whatever row it stands in.
    select
        *,
        cast(row_number() over revisions as integer) as revision_no,
        lead(received_at) over revisions as replaced_at
    from placed
    window revisions as (
        partition by org_code, period_code, series_name, source
        order by
            received_at, delivery_id, case when basis = 'year_to_date' then 1 else 0 end,
            row_no, actual_key
    )

)

-- What a document said ends with the document where no later one says it. The rule for the latest:
-- the last revision of the source that speaks first.
select
    *,
    coalesce(least(replaced_at, withdrawn_at), replaced_at, withdrawn_at) as superseded_at,
    coalesce(replaced_at, withdrawn_at) is null and row_number() over (
        partition by org_code, period_code, series_name
        order by
            case when coalesce(replaced_at, withdrawn_at) is null then 0 else 1 end,
            source_rank, source
    ) = 1 as is_latest
from numbered
