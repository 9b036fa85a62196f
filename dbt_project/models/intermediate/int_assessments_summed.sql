with

scored as (

    select * from {{ ref('int_targets_scored') }}

),

summed as (

    select
        plan_id,
        org_key,
        assessed_period_code,
        max(org_code) as org_code,
        min(org_name) as org_name,
        count(*) as target_count,
        count(counted_weight) as counted_count,
        count(case when progress_status = 'not_reported' then 1 end) as not_reported_count,
        count(case when progress_status in ('joint', 'not_assigned') then 1 end)
            as not_assigned_count,
        count(case when progress_status = 'not_comparable' then 1 end) as not_comparable_count,
        count(case when progress_status = 'completed' then 1 end) as completed_count,
        count(case when progress_status = 'on_pace' then 1 end) as on_pace_count,
        count(case when progress_status = 'behind' then 1 end) as behind_count,
        count(case when progress_status = 'in_progress' then 1 end) as in_progress_count,
        sum(counted_weight) as weight_sum,
        sum(score_points) as score,
        case
            when
                min(case when is_counted then measured_against end)
                = max(case when is_counted then measured_against end)
                then min(case when is_counted then measured_against end)
            when count(counted_weight) > 0 then 'mixed'
        end as score_rule,
        max(case when is_synthetic then 1 else 0 end) = 1 as is_synthetic
    from scored
    group by plan_id, org_key, assessed_period_code

),

standing as (

    -- An organisation that reported nothing has no rank, rather than the last one.
    select
        *,
        case
            when target_count = not_assigned_count then 'not_assigned'
            when counted_count = 0 or weight_sum = 0 then 'not_comparable'
            when counted_count = not_reported_count then 'not_reported'
            else 'ranked'
        end as standing
    from summed

)

select * from standing
