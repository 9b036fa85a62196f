{%- set columns = [
    'actual_key', 'source', 'delivery_id', 'org_code', 'period_code', 'year', 'plan_id',
    'indicator_key', 'series_name', 'basis', 'additivity', 'direction', 'unit_code', 'unit_name',
    'printed_number', 'granularity', 'period_start_date', 'period_end_date', 'source_rank',
    'finality', 'submission_key', 'acceptance_state', 'revision_no', 'is_synthetic',
    'reported_value', 'converted_value', 'as_of_date', 'accepted_at', 'superseded_at',
    'received_at',
] %}

-- depends_on: {{ ref('int_reports_affected') }}

with

numbered as (

    select * from {{ ref('int_actual_revisions_numbered') }}

),

followed as (

    -- What was accepted and not returned replaces what was sent before it; a blank erases nothing.
    select
        *,
        case
            when is_blank then min(case when returned_at is null then accepted_at end) over later
            else
                min(case when returned_at is null and not is_blank then accepted_at end) over later
        end as replaced_at
    from numbered
    window later as (
        partition by org_code, period_code, series_name, source, basis
        order by revision_no
        rows between 1 following and unbounded following
    )

),

ended as (

    select
        *,
        {{ earlier_of('replaced_at', 'stopped_at') }} as last_at
    from followed

),

dated as (

    -- What was replaced before it was accepted was never known: its span is empty.
    select
        *,
        case when last_at is not null then greatest(accepted_at, last_at) end as superseded_at,
        accepted_at is not null and last_at is null as is_standing
    from ended

)

-- The rule for the latest: of what stands a figure before a blank, then the source that speaks
-- first, then the last revision.
select
    {{ columns | join(',\n    ') }},
    is_standing and row_number() over (
        partition by org_code, period_code, series_name
        order by
            case when is_standing then 0 else 1 end asc,
            case when is_blank then 1 else 0 end asc,
            source_rank asc, source asc, revision_no desc
    ) = 1 as is_latest
from dated
