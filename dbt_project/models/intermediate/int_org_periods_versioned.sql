with

periods as (

    select * from {{ ref('int_periods_dated') }}

),

versions as (

    select * from {{ ref('int_org_unit_versions_dated') }}

),

versioned as (

    -- The version in force at the end of the period: a unit's first version covers all before it,
    -- its last all after it, also after its own end. A period without days takes the last.
    select
        versions.org_code,
        periods.period_code,
        versions.org_unit_key,
        periods.period_end_date
    from versions
    cross join periods
    where
        (
            versions.previous_valid_to is null
            or versions.previous_valid_to
            < coalesce(periods.period_end_date, date '9999-12-31')
        )
        and (
            versions.is_current
            or versions.valid_to >= coalesce(periods.period_end_date, date '9999-12-31')
        )

)

select * from versioned
