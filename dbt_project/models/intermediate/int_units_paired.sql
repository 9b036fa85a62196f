with

units as (

    select * from {{ ref('units') }}

),

paired as (

    -- The one place that reads factors: every conversion joins a row of this.
    select
        given.unit_code as from_unit_code,
        given.unit_name as from_unit_name,
        given.dimension,
        wanted.unit_code as to_unit_code,
        wanted.unit_name as to_unit_name,
        wanted.unit_code = wanted.base_unit_code as is_to_base,
        cast(given.factor / wanted.factor as decimal(20, 8)) as factor
    from units as given
    inner join units as wanted on given.base_unit_code = wanted.base_unit_code

)

select * from paired
