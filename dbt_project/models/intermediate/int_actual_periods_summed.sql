with

actuals as (

    select * from {{ ref('int_actuals_completed') }}
    where
        is_latest and indicator_key is not null and period_start_date is not null
        and {{ changed('plan') }}

),

spans as (

    select
        'quarter' as coarse_granularity,
        'month' as fine_granularity,
        3 as fine_count
    union all
    select
        'year' as coarse_granularity,
        'month' as fine_granularity,
        12 as fine_count
    union all
    select
        'year' as coarse_granularity,
        'quarter' as fine_granularity,
        4 as fine_count

),

fine as (

    select
        actuals.*,
        spans.coarse_granularity,
        spans.fine_count,
        case spans.coarse_granularity
            when 'quarter' then concat(actuals.year, '-Q', quarter(actuals.period_end_date))
            else cast(actuals.year as {{ dbt.type_string() }})
        end as coarse_period_code,
        case
            when spans.coarse_granularity = 'quarter' then 3 * quarter(actuals.period_end_date)
            else 12
        end as last_month
    from actuals
    inner join spans on actuals.granularity = spans.fine_granularity

),

grouped as (

    -- What was done adds up over all periods of the longer one; a level is that at its end.
    select
        indicator_key,
        org_code,
        coarse_period_code as period_code,
        coarse_granularity as granularity,
        fine_count,
        min(basis) = 'level' or min(additivity) <> 'sum' as is_level,
        min(coalesce(unit_code, unit_name, '')) as unit,
        max(case when is_synthetic then 1 else 0 end) = 1 as is_synthetic,
        count(period_value) = fine_count and count(distinct coalesce(unit_code, unit_name, '')) = 1
            as is_complete,
        sum(period_value) as period_value,
        max(case when month(period_end_date) = last_month then actual_value end) as to_date_value
    from fine
    group by indicator_key, org_code, coarse_period_code, coarse_granularity, fine_count

)

select * from grouped
