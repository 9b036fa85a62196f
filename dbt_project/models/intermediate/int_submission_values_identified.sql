{#- No table: the values are kept once, converted. -#}
{{ config(materialized='ephemeral') }}

with

submission_values as (

    select * from {{ ref('stg_progress__submission_values') }}
    where {{ changed('delivery') }}

),

submissions as (

    select * from {{ ref('stg_progress__submissions') }}

),

names as (

    select * from {{ ref('int_indicator_names_normalised') }}

),

periods as (

    select * from {{ ref('int_periods_dated') }}

),

reviewed_names as (

    -- What a reviewer said that a report means; the plan's own name of the indicator.
    select
        matches.scope_key,
        matches.printed_name,
        names.match_name
    from {{ ref('stg_match__entity_matches') }} as matches
    inner join names on matches.matched_code = names.indicator_name
    where matches.entity_type = 'indicator' and matches.method = 'reviewed'

),

read_values as (

    -- Two sheets of one workbook may number their rows alike.
    select
        submission_values.*,
        coalesce(reviewed_names.match_name, names.match_name) as match_name,
        periods.year,
        -- What a report says in prose counts as prose: behind the figures of a table.
        case when submissions.form_code = 'narrative' then 'progress_report' else 'submission' end
            as source,
        coalesce(
            submission_values.printed_unit_name, names.bracket_unit_name
        ) as reported_unit_name,
        row_number() over (
            partition by submission_values.delivery_id, submission_values.row_no
            order by submission_values.evidence, submission_values.indicator_name
        ) as occurrence_no
    from submission_values
    inner join names on submission_values.indicator_name = names.indicator_name
    left join submissions
        on
            submission_values.delivery_id = submissions.delivery_id
            and submission_values.period_code = submissions.period_code
    left join periods on submission_values.period_code = periods.period_code
    left join reviewed_names
        on
            left(submission_values.period_code, 4) = reviewed_names.scope_key
            and submission_values.indicator_name = reviewed_names.printed_name

),

numbered as (

    select
        *,
        {{ surrogate_key(['delivery_id', 'row_no', 'occurrence_no']) }} as actual_key
    from read_values

)

select * from numbered
