with

actuals as (

    select * from {{ ref('int_actuals_completed') }}
    where
        is_latest and indicator_key is not null and period_start_date is not null
        and {{ changed('plan') }}

),

grouped as (

    select * from {{ ref('int_actual_periods_summed') }}

),

stacked as (

    -- What was reported for the period itself goes before what its parts give.
    select
        indicator_key,
        org_code,
        period_code,
        granularity,
        'reported' as derivation,
        basis = 'level' or additivity <> 'sum' as is_level,
        coalesce(unit_code, unit_name, '') as unit,
        is_synthetic,
        period_value,
        actual_value as to_date_value,
        0 as source_rank
    from actuals
    union all
    select
        indicator_key,
        org_code,
        period_code,
        granularity,
        'regrouped' as derivation,
        is_level,
        unit,
        is_synthetic,
        case when is_complete and not is_level then period_value end as period_value,
        to_date_value,
        case when is_complete or to_date_value is not null then 1 else 2 end as source_rank
    from grouped

),

ranked as (

    select
        *,
        row_number() over (
            partition by indicator_key, org_code, period_code
            order by source_rank asc, to_date_value desc nulls last, period_value desc nulls last
        ) as choice_no
    from stacked

)

select * from ranked
where choice_no = 1
