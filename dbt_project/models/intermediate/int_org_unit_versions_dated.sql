with

units as (

    select * from {{ ref('int_org_units_listed') }}

),

states as (

    select * from {{ ref('int_org_unit_states_listed') }}

),

numbered as (

    select
        *,
        cast(row_number() over by_time as integer) as version_no,
        lag(valid_to) over by_time as previous_valid_to
    from states
    window by_time as (
        partition by org_code order by case when is_current then 1 else 0 end, valid_to
    )

),

dated as (

    -- The first version keeps its key when its first day is found out later.
    select
        numbered.org_code,
        numbered.org_name,
        numbered.official_name,
        numbered.org_level,
        numbered.parent_org_code,
        numbered.version_no,
        numbered.is_current,
        numbered.previous_valid_to,
        numbered.valid_to,
        {{ surrogate_key(['numbered.org_code', 'numbered.previous_valid_to']) }} as org_unit_key,
        case
            when numbered.version_no = 1 then units.valid_from
            else cast({{ dbt.dateadd('day', 1, 'numbered.previous_valid_to') }} as date)
        end as valid_from
    from numbered
    inner join units on numbered.org_code = units.org_code

)

select * from dated
