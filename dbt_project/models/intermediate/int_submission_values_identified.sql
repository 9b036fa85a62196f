with

submission_values as (

    select * from {{ ref('stg_progress__submission_values') }}

),

names as (

    select * from {{ ref('int_indicator_names_normalised') }}

),

periods as (

    select * from {{ ref('int_periods_dated') }}

),

read_values as (

    -- Two sheets of one workbook may number their rows alike.
    select
        submission_values.*,
        names.match_name,
        periods.year,
        coalesce(
            submission_values.printed_unit_name, names.bracket_unit_name
        ) as reported_unit_name,
        row_number() over (
            partition by submission_values.delivery_id, submission_values.row_no
            order by submission_values.evidence, submission_values.indicator_name
        ) as occurrence_no
    from submission_values
    inner join names on submission_values.indicator_name = names.indicator_name
    left join periods on submission_values.period_code = periods.period_code

),

numbered as (

    select
        *,
        {{ surrogate_key(['delivery_id', 'row_no', 'occurrence_no']) }} as actual_key
    from read_values

)

select * from numbered
