with

placed as (

    select * from {{ ref('int_actual_paces_placed') }}

),

own_spreads as (

    select
        org_code,
        series_name,
        year_code,
        granularity,
        {{ median_of('own_deviation') }} as own_spread
    from placed
    group by org_code, series_name, year_code, granularity

),

peer_spreads as (

    select
        indicator_key,
        period_code,
        is_flow,
        {{ median_of('peer_deviation') }} as peer_spread
    from placed
    group by indicator_key, period_code, is_flow

)

select
    placed.*,
    own_spreads.own_spread,
    peer_spreads.peer_spread
from placed
inner join own_spreads
    on
        placed.org_code = own_spreads.org_code
        and placed.series_name = own_spreads.series_name
        and placed.year_code = own_spreads.year_code
        and placed.granularity = own_spreads.granularity
inner join peer_spreads
    on
        placed.indicator_key = peer_spreads.indicator_key
        and placed.period_code = peer_spreads.period_code
        and placed.is_flow = peer_spreads.is_flow
