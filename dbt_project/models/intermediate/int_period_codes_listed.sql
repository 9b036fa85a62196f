{#- No table: one model reads it. -#}
{{ config(materialized='ephemeral') }}

with

documents as (

    select * from {{ ref('stg_plan__documents') }}

),

cells as (

    select * from {{ ref('stg_plan__cells') }}

),

submissions as (

    select * from {{ ref('stg_progress__submissions') }}

),

submission_values as (

    select * from {{ ref('stg_progress__submission_values') }}

),

report_periods as (

    select * from {{ ref('int_report_periods_read') }}

),

quantities as (

    select * from {{ ref('stg_plan__quantities') }}

),

codes as (

    select cast(year as {{ dbt.type_string() }}) as period_code from documents
    union
    select printed_period as period_code from cells
    union
    select period_code from submissions
    union
    select period_code from submission_values
    union
    select period_code from report_periods
    union
    select cast(quantity_year as {{ dbt.type_string() }}) as period_code from quantities

)

select period_code from codes
where period_code is not null
