with

actuals as (

    -- Prose counts only where it says what some plan counts, in a unit of the same kind.
    select * from {{ ref('int_actuals_converted') }}
    where
        {{ changed('report') }}
        and (source = 'submission' or indicator_key is not null)
        and (source = 'submission' or reported_unit_name is null or factor is not null)

),

admitted as (

    select * from {{ ref('int_submissions_admitted') }}

),

periods as (

    select * from {{ ref('int_periods_dated') }}

),

sources as (

    select * from {{ ref('actual_sources') }}

),

placed as (

    -- What the order asks for, and no more: whole rows are not sorted.
    -- no fan-out: periods are unique, sources by length of period, reports by sender and period
    select
        actuals.actual_key,
        actuals.source,
        actuals.org_code,
        actuals.period_code,
        actuals.delivery_id,
        actuals.basis,
        actuals.row_no,
        actuals.received_at,
        actuals.reported_value is null as is_blank,
        admitted.submission_key,
        admitted.acceptance_state,
        case
            when actuals.source = 'submission' then admitted.accepted_at
            else actuals.received_at
        end as accepted_at,
        coalesce(admitted.returned_at, actuals.withdrawn_at) as stopped_at,
        admitted.returned_at,
        coalesce(actuals.indicator_key, actuals.match_name) as series_name,
        coalesce(sources.source_rank, 9) as source_rank,
        coalesce(sources.finality, 'provisional') as finality
    from actuals
    left join admitted
        on
            actuals.source = 'submission'
            and actuals.delivery_id = admitted.delivery_id
            and actuals.submitted_by_org_code = admitted.org_code
            and actuals.period_code = admitted.period_code
    left join periods on actuals.period_code = periods.period_code
    left join sources
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

),

followed as (

    -- What was accepted and not returned replaces what was sent before it; a blank erases nothing.
    select
        *,
        min(case when returned_at is null and not is_blank then accepted_at end) over later
            as value_replaced_at,
        min(case when returned_at is null then accepted_at end) over later as word_replaced_at
    from numbered
    window later as (
        partition by org_code, period_code, series_name, source, basis
        order by revision_no
        rows between 1 following and unbounded following
    )

),

replaced as (

    select
        *,
        case when is_blank then word_replaced_at else value_replaced_at end as replaced_at
    from followed

),

ended as (

    select
        *,
        {{ earlier_of('replaced_at', 'stopped_at') }} as last_at
    from replaced

),

dated as (

    -- What was replaced before it was accepted was never known: its span is empty.
    select
        *,
        case when last_at is not null then greatest(accepted_at, last_at) end as superseded_at,
        accepted_at is not null and last_at is null as is_standing
    from ended

),

revised as (

    -- The rule for the latest: of what stands a figure before a blank, then the source that speaks
    -- first, then the last revision.
    select
        *,
        is_standing and row_number() over (
            partition by org_code, period_code, series_name
            order by
                case when is_standing then 0 else 1 end asc,
                case when is_blank then 1 else 0 end asc,
                source_rank asc, source asc, revision_no desc
        ) = 1 as is_latest
    from dated

)

select
    converted.*,
    periods.granularity,
    periods.period_start_date,
    periods.period_end_date,
    revised.source_rank,
    revised.finality,
    revised.series_name,
    revised.submission_key,
    revised.acceptance_state,
    revised.accepted_at,
    revised.revision_no,
    revised.replaced_at,
    revised.superseded_at,
    revised.is_latest
from {{ ref('int_actuals_converted') }} as converted
inner join revised on converted.actual_key = revised.actual_key
left join periods on converted.period_code = periods.period_code
where {{ changed('report', 'converted') }}
