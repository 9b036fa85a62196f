-- 哪些单位改报过数字，改了多少？
with

actuals as (

    select * from {{ ref('fct_actuals') }}

),

followed as (

    select
        org_code,
        org_name,
        period_code,
        indicator_name,
        unit_name,
        revision_no,
        reported_value,
        received_at,
        lag(reported_value) over revisions as value_before,
        lag(received_at) over revisions as received_before
    from actuals
    window revisions as (
        partition by org_code, period_code, coalesce(indicator_key, indicator_name)
        order by revision_no
    )

)

select
    org_name,
    period_code,
    indicator_name,
    unit_name,
    revision_no,
    value_before,
    reported_value,
    reported_value - value_before as change_value,
    received_before,
    received_at
from followed
where
    revision_no > 1
    and coalesce(cast(reported_value as {{ dbt.type_string() }}), '')
    <> coalesce(cast(value_before as {{ dbt.type_string() }}), '')
order by received_at asc, org_code asc, period_code asc, indicator_name asc
