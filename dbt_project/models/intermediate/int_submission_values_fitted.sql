with

numbered as (

    select * from {{ ref('int_submission_values_identified') }}

),

targets as (

    select * from {{ ref('int_targets_resolved') }}

),

candidates as (

    -- Every plan of that year that names the indicator; best where this organisation has a
    -- target of its own, then where it inherits one, then where it has none.
    select
        numbered.actual_key,
        numbered.delivery_id,
        targets.plan_id,
        targets.indicator_key,
        min(targets.received_at) as plan_received_at,
        min(case
            when targets.org_code = numbered.org_code and targets.state <> 'merged_inherit' then 1
            when targets.org_code = numbered.org_code then 2
            else 3
        end) as fit
    from numbered
    inner join targets
        on
            numbered.match_name = targets.match_name
            and cast(numbered.year as {{ dbt.type_string() }}) = left(targets.period_code, 4)
    group by
        numbered.actual_key, numbered.delivery_id, targets.plan_id, targets.indicator_key

),

ranked as (

    select
        *,
        rank() over (partition by actual_key order by fit) as fit_rank
    from candidates

),

fitted as (

    select
        actual_key,
        delivery_id,
        plan_id,
        indicator_key,
        plan_received_at
    from ranked
    where fit_rank = 1

)

select * from fitted
