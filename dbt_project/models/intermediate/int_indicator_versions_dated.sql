{#- No table: one model reads it. -#}
{{ config(materialized='ephemeral') }}

with

statements as (

    select * from {{ ref('int_statements_identified') }}

),

documents as (

    select * from {{ ref('int_documents_editioned') }}

),

described as (

    -- Within one edition the total's cell describes the indicator, as in int_indicators_described.
    select
        statements.indicator_key,
        statements.plan_id,
        statements.document_key,
        statements.indicator_name,
        statements.action_name,
        statements.row_no,
        statements.unit_code,
        statements.unit_name,
        documents.edition_no,
        documents.valid_from,
        row_number() over (
            partition by statements.indicator_key, documents.edition_no
            order by
                statements.is_total desc, documents.received_at asc, statements.document_key asc,
                statements.col_no asc, statements.occurrence_no asc
        ) as description_no
    from statements
    inner join documents on statements.document_key = documents.document_key

),

compared as (

    select
        *,
        case
            when
                indicator_name = lag(indicator_name) over by_edition
                and coalesce(unit_name, '') = coalesce(lag(unit_name) over by_edition, '')
                and coalesce(action_name, '') = coalesce(lag(action_name) over by_edition, '')
                and row_no = lag(row_no) over by_edition
                then 0
            else 1
        end as is_change
    from described
    where description_no = 1
    window by_edition as (partition by indicator_key order by edition_no)

),

changed as (

    select
        *,
        lead(valid_from) over by_edition as next_valid_from,
        cast(row_number() over by_edition as integer) as version_no
    from compared
    where is_change = 1
    window by_edition as (partition by indicator_key order by edition_no)

),

dated as (

    -- A correction under the same date leaves the version before it without a day.
    select
        indicator_key,
        plan_id,
        document_key,
        indicator_name,
        action_name,
        row_no,
        unit_code,
        unit_name,
        edition_no,
        version_no,
        valid_from,
        cast({{ dbt.dateadd('day', -1, 'next_valid_from') }} as date) as valid_to,
        next_valid_from is null as is_current,
        {{ surrogate_key([
            'indicator_key', 'case when version_no > 1 then edition_no end',
        ]) }} as indicator_version_key
    from changed

)

select * from dated
