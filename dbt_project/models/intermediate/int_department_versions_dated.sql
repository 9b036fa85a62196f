{#- No table: one model reads it. -#}
{{ config(materialized='ephemeral') }}

with

printed as (

    select * from {{ ref('int_department_names_dated') }}

),

chosen as (

    -- The name of a day is the one that its lists print most often.
    select
        *,
        row_number() over (
            partition by department_key, printed_on order by occurrence_count desc, printed_name asc
        ) as choice_no
    from printed

),

compared as (

    select
        *,
        case
            when printed_name = lag(printed_name) over by_time then 0
            else 1
        end as is_change
    from chosen
    where choice_no = 1
    window by_time as (partition by department_key order by printed_on)

),

changed as (

    select
        department_key,
        printed_name as department_name,
        printed_on as valid_from,
        lead(printed_on) over by_time as next_valid_from,
        cast(row_number() over by_time as integer) as version_no
    from compared
    where is_change = 1
    window by_time as (partition by department_key order by printed_on)

),

dated as (

    select
        department_key,
        department_name,
        version_no,
        valid_from,
        cast({{ dbt.dateadd('day', -1, 'next_valid_from') }} as date) as valid_to,
        next_valid_from is null as is_current,
        {{ surrogate_key([
            'department_key', 'case when version_no > 1 then valid_from end',
        ]) }} as department_version_key
    from changed

)

select * from dated
