{#- No table: the values are kept once, converted. -#}
{{ config(materialized='ephemeral') }}

with

submitted as (

    select * from {{ ref('int_submission_values_identified') }}

),

printed as (

    select * from {{ ref('int_document_values_read') }}
    where {{ changed('delivery') }}

),

periods as (

    select * from {{ ref('int_periods_dated') }}

),

reviewed_names as (

    -- What a reviewer said that a name of this year means holds for prose too.
    select
        scope_key,
        printed_name,
        matched_code
    from {{ ref('stg_match__entity_matches') }}
    where entity_type = 'indicator' and method = 'reviewed' and matched_code is not null

),

stacked as (

    select
        actual_key,
        source,
        delivery_id,
        document_key,
        submitted_by_org_code,
        org_code,
        org_name,
        period_code,
        year,
        indicator_name,
        match_name,
        reported_unit_name,
        {{ printed_number('raw') }} as printed_number,
        basis as reported_basis,
        explanation,
        row_no,
        is_synthetic,
        reported_value,
        as_of_date,
        evidence,
        cast(null as timestamp) as withdrawn_at,
        received_at
    from submitted
    union all
    select
        printed.actual_key,
        printed.source,
        printed.delivery_id,
        printed.document_key,
        cast(null as {{ dbt.type_string() }}) as submitted_by_org_code,
        printed.org_code,
        printed.org_name,
        printed.period_code,
        periods.year,
        printed.indicator_name,
        {{ normalised_name('coalesce(reviewed_names.matched_code, printed.indicator_name)') }}
            as match_name,
        printed.printed_unit_name as reported_unit_name,
        {{ printed_number('printed.raw') }} as printed_number,
        cast(null as {{ dbt.type_string() }}) as reported_basis,
        cast(null as {{ dbt.type_string() }}) as explanation,
        printed.start_place as row_no,
        printed.is_synthetic,
        printed.reported_value,
        coalesce(printed.as_of_date, periods.period_end_date) as as_of_date,
        printed.evidence,
        printed.withdrawn_at,
        printed.received_at
    from printed
    left join periods on printed.period_code = periods.period_code
    left join reviewed_names
        on
            left(printed.period_code, 4) = reviewed_names.scope_key
            and printed.indicator_name = reviewed_names.printed_name

)

select * from stacked
