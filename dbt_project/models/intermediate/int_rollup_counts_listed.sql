{%- set counts = [
    ('assigned_count', 'assigned_count', none),
    ('reported_count', 'reported_count', none),
    ('completed_count', 'completed_count', none),
    ('on_pace_count', 'on_pace_count', none),
    ('behind_count', 'behind_count', none),
    ('completeness_rate', 'reported_count', 'assigned_count'),
    ('on_track_rate', 'completed_count + on_pace_count', 'assigned_count'),
] -%}

with

counted as (

    select * from {{ ref('int_rollup_targets_counted') }}

),

listed as (

    -- Counts add up; a rate of two counts is weighted by itself.
    {%- for measure, numerator, denominator in counts %}
        select
            plan_id,
            hierarchy,
            node_key,
            subject_type,
            subject_name,
            period_code,
            unit_count,
            unmatched_count,
            is_synthetic,
            '{{ measure }}' as measure,
            cast({{ numerator }} as {{ quantity_type() }}) as numerator_value,
            {% if denominator %}cast({{ denominator }} as {{ quantity_type() }}){% else -%}
                cast(null as {{ quantity_type() }}){% endif %} as denominator_value,
            {{ 'true' if denominator else 'false' }} as is_rate
        from counted
        {%- if not loop.last %}
            union all
        {%- endif %}
    {%- endfor %}

),

judged as (

    select
        *,
        case
            when unmatched_count > 0 and unit_count > 1 then 'unmatched_unit'
            when is_rate and denominator_value = 0 then 'no_targets_assigned'
        end as no_value_reason
    from listed

)

select
    *,
    case
        when no_value_reason is not null then null
        when is_rate then {{ divided('numerator_value', 'denominator_value') }}
        else numerator_value
    end as rollup_value
from judged
