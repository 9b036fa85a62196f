with

actuals as (

    select * from {{ ref('int_actuals_revised') }}
    where is_latest and {{ changed('year') }}

),

accumulated as (

    {{ accumulated_actuals('actuals') }}

)

select * from accumulated
