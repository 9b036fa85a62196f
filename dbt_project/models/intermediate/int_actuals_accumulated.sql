with

actuals as (

    select * from {{ ref('int_actuals_revised') }}
    where is_latest and basis <> 'level' and period_start_date is not null

),

followed as (

    select
        *,
        month(period_start_date) = 1 as is_year_start,
        lag(period_end_date) over series = {{ dbt.dateadd('day', -1, 'period_start_date') }}
            as is_contiguous
    from actuals
    window series as (
        partition by org_code, series_name, year, granularity order by period_end_date
    )

),

flagged as (

    -- A sum over periods is broken by a period that is missing or has no value.
    select
        *,
        case
            when converted_value is null then 1
            when basis = 'year_to_date' or is_year_start or coalesce(is_contiguous, false) then 0
            else 1
        end as is_break
    from followed

),

chained as (

    -- A printed year-to-date value starts a new chain: what follows is added to it.
    select
        *,
        sum(
            case when basis = 'year_to_date' or is_year_start or is_break = 1 then 1 else 0 end
        ) over (
            partition by org_code, series_name, year, granularity order by period_end_date
            rows between unbounded preceding and current row
        ) as chain_no
    from flagged

),

accumulated as (

    select
        *,
        case
            when basis = 'year_to_date' or is_year_start then converted_value
            when additivity = 'sum' and max(is_break) over chain = 0
                then sum(converted_value) over chain
        end as year_to_date_value
    from chained
    window chain as (
        partition by org_code, series_name, year, granularity, chain_no order by period_end_date
        rows between unbounded preceding and current row
    )

),

divided as (

    select
        actual_key,
        cast(year_to_date_value as {{ quantity_type() }}) as year_to_date_value,
        cast(
            case
                when basis = 'period' or is_year_start then converted_value
                when additivity = 'sum' and is_contiguous
                    then year_to_date_value - lag(year_to_date_value) over series
            end as {{ quantity_type() }}
        ) as period_value
    from accumulated
    window series as (
        partition by org_code, series_name, year, granularity order by period_end_date
    )

)

select * from divided
