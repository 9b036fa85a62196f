{%- set scopes = {'plan': (), 'organisation': ('org_code',), 'period': ('period_code',)} -%}
with

statuses as (

    select * from {{ ref('rpt_submission_status') }}
    where submission_state <> 'not_due'

),

counted as (

    -- the whole plan, each organisation of it, each period of it
    {% for scope, keys in scopes.items() -%}
        select
            plan_id,
            '{{ scope }}' as rate_scope,
            {% for key in ('org_code', 'period_code') -%}
                {{ key if key in keys else 'cast(null as ' ~ dbt.type_string() ~ ') as ' ~ key }},
            {% endfor -%}
            {% if 'org_code' in keys -%}
                max(org_name) as org_name,
                max(sort_order) as sort_order,
            {%- else -%}
                cast(null as {{ dbt.type_string() }}) as org_name,
                cast(null as integer) as sort_order,
            {%- endif %}
            count(*) as duty_count,
            count(case when report_count > 0 then 1 end) as received_duty_count,
            count(case when submission_state = 'late' then 1 end) as late_duty_count,
            count(case when submission_state = 'missing' then 1 end) as missing_duty_count,
            count(case when submission_state = 'returned' then 1 end) as returned_duty_count,
            count(case when submission_state = 'in_review' then 1 end) as review_duty_count,
            sum(due_count) as due_count,
            sum(received_count) as received_count,
            sum(case when due_date is not null then due_count end) as dated_count,
            sum(on_time_count) as on_time_count,
            max(days_overdue) as most_days_overdue,
            max(case when is_synthetic then 1 else 0 end) as synthetic_count
        from statuses
        group by {{ (('plan_id',) + keys) | join(', ') }}
        {% if not loop.last %}union all{% endif %}
    {% endfor %}

)

select
    {{ surrogate_key(['plan_id', 'org_code', 'period_code']) }} as submission_rate_key,
    plan_id,
    org_code,
    period_code,
    rate_scope,
    org_name,
    sort_order,
    cast(duty_count as integer) as duty_count,
    cast(received_duty_count as integer) as received_duty_count,
    cast(late_duty_count as integer) as late_duty_count,
    cast(missing_duty_count as integer) as missing_duty_count,
    cast(returned_duty_count as integer) as returned_duty_count,
    cast(review_duty_count as integer) as review_duty_count,
    cast(due_count as integer) as due_count,
    cast(received_count as integer) as received_count,
    cast(dated_count as integer) as dated_count,
    cast(on_time_count as integer) as on_time_count,
    cast(most_days_overdue as integer) as most_days_overdue,
    synthetic_count = 1 as is_synthetic,
    {{ divided('received_count', 'due_count') }} as completeness_rate,
    {{ divided('on_time_count', 'dated_count') }} as timeliness_rate
from counted
