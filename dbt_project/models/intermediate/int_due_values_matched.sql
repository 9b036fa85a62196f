{{ config(materialized='incremental', meta={'changed_by': 'plan'}) }}

with

duties as (

    select * from {{ ref('int_reporting_duties_united') }}
    where {{ changed('plan') }}

),

targets as (

    -- a target that is set for two periods of a year is reported once
    select
        plan_id,
        org_code,
        indicator_key,
        cast(left(period_code, 4) as integer) as plan_year
    from {{ ref('int_targets_resolved') }}
    where
        reporting_duty = 'own' and stated_in = 'table' and not is_total
        and org_code is not null and is_plan_of_record
        and {{ matches('period_code', '^[0-9]{4}') }} and {{ changed('plan') }}
    group by plan_id, org_code, indicator_key, cast(left(period_code, 4) as integer)

),

reported as (

    -- What the units sent and was not returned, also before it is accepted; when it came first.
    select
        org_code,
        indicator_key,
        period_code,
        min(received_at) as first_received_at,
        max(case when is_latest then 1 else 0 end) as latest_count
    from {{ ref('int_actuals_completed') }}
    where
        source = 'submission' and reported_value is not null and indicator_key is not null
        and coalesce(acceptance_state, '') <> 'returned' and {{ changed('plan') }}
    group by org_code, indicator_key, period_code

),

matched as (

    -- no fan-out: an indicator is one plan's
    select
        duties.plan_id,
        duties.org_code,
        duties.period_code,
        targets.indicator_key,
        reported.first_received_at is not null as is_received,
        coalesce(reported.latest_count, 0) = 1 as is_counted,
        case
            when duties.grace_until_date is not null
                then
                    coalesce(
                        {{ china_date('reported.first_received_at') }} <= duties.grace_until_date,
                        false
                    )
        end as is_on_time,
        reported.first_received_at
    from duties
    inner join targets
        on
            duties.plan_id = targets.plan_id
            and duties.org_code = targets.org_code
            and duties.plan_year = targets.plan_year
    left join reported
        on
            targets.indicator_key = reported.indicator_key
            and duties.org_code = reported.org_code
            and duties.period_code = reported.period_code

)

select * from matched
