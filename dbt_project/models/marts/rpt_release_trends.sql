{{ config(tags=['phase_2']) }}

with

earlier as (

    select * from {{ ref('stg_release__previous_trends') }}

),

found as (

    select
        check_id,
        count(*) as total_count,
        count(case when disposition = 'open' then 1 end) as open_count,
        count(case when disposition = 'explained' then 1 end) as explained_count,
        count(case when disposition = 'waived' then 1 end) as waived_count,
        count(case when occurrence = 'new' then 1 end) as new_count,
        count(case when occurrence = 'changed' then 1 end) as changed_count,
        count(case when occurrence = 'reopened' then 1 end) as reopened_count,
        count(case when is_cause_lead then 1 end) as cause_count
    from {{ ref('fct_findings') }}
    group by check_id

),

resolved as (

    select
        check_id,
        count(*) as resolved_count
    from {{ ref('fct_finding_decisions') }}
    where is_in_force and disposition = 'resolved'
    group by check_id

),

gone as (

    select
        check_id,
        count(*) as gone_count
    from {{ ref('fct_finding_events') }}
    where release_id = '{{ release_id() }}' and event = 'gone'
    group by check_id

),

counted as (

    -- no fan-out: everything is counted by check
    select
        outcomes.check_id,
        outcomes.severity,
        outcomes.outcome,
        coalesce(found.total_count, 0) as total_count,
        coalesce(found.open_count, 0) as open_count,
        coalesce(found.explained_count, 0) as explained_count,
        coalesce(found.waived_count, 0) as waived_count,
        coalesce(resolved.resolved_count, 0) as resolved_count,
        coalesce(found.new_count, 0) as new_count,
        coalesce(found.changed_count, 0) as changed_count,
        coalesce(found.reopened_count, 0) as reopened_count,
        coalesce(gone.gone_count, 0) as gone_count,
        coalesce(found.cause_count, 0) as cause_count
    from {{ ref('fct_check_outcomes') }} as outcomes
    left join found on outcomes.check_id = found.check_id
    left join resolved on outcomes.check_id = resolved.check_id
    left join gone on outcomes.check_id = gone.check_id

)

select
    {{ surrogate_key(['release_id', 'check_id']) }} as trend_key,
    release_id,
    check_id,
    severity,
    outcome,
    as_of_date,
    release_no,
    total_count,
    open_count,
    explained_count,
    waived_count,
    resolved_count,
    new_count,
    changed_count,
    reopened_count,
    gone_count,
    cause_count
from earlier
union all
select
    {{ surrogate_key(["'" ~ release_id() ~ "'", 'check_id']) }} as trend_key,
    '{{ release_id() }}' as release_id, check_id, severity, outcome, {{ today() }} as as_of_date,
    {{ release_no() }} as release_no, total_count, open_count, explained_count, waived_count,
    resolved_count, new_count, changed_count, reopened_count, gone_count, cause_count
from counted
