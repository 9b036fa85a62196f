{{ config(tags=['phase_2']) }}

with

earlier as (

    select * from {{ ref('stg_release__previous_trends') }}

),

outcomes as (

    select * from {{ ref('fct_check_outcomes') }}

),

findings as (

    select * from {{ ref('fct_findings') }}

),

events as (

    select * from {{ ref('fct_finding_events') }}
    where release_id = '{{ release_id() }}' and event = 'gone'

),

decisions as (

    select * from {{ ref('fct_finding_decisions') }}
    where is_in_force and disposition = 'resolved'

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
        count(case when is_cause_lead then 1 end) as cause_count,
        0 as resolved_count,
        0 as gone_count
    from findings
    group by check_id
    union all
    select check_id, 0, 0, 0, 0, 0, 0, 0, 0, count(*), 0
    from decisions
    group by check_id
    union all
    select check_id, 0, 0, 0, 0, 0, 0, 0, 0, 0, count(*)
    from events
    group by check_id

),

counted as (

    select
        '{{ release_id() }}' as release_id,
        outcomes.check_id, outcomes.severity, outcomes.outcome,
        {{ release_no() }} as release_no,
        {{ today() }} as as_of_date,
        {% for column in [
            'total', 'open', 'explained', 'waived', 'resolved', 'new', 'changed', 'reopened',
            'gone', 'cause'
        ] -%}
        coalesce(sum(found.{{ column }}_count), 0) as {{ column }}_count{{ ',' if not loop.last }}
        {% endfor %}
    from outcomes
    left join found on outcomes.check_id = found.check_id
    group by outcomes.check_id, outcomes.severity, outcomes.outcome

)

{% for one in ['earlier', 'counted'] -%}
select
    release_id, check_id, severity, outcome, as_of_date, release_no,
    {% for column in [
        'total', 'open', 'explained', 'waived', 'resolved', 'new', 'changed', 'reopened', 'gone',
        'cause'
    ] -%}
    cast({{ column }}_count as bigint) as {{ column }}_count{{ ',' if not loop.last }}
    {% endfor %}
from {{ one }}
{{ 'union all' if not loop.last }}
{% endfor %}
