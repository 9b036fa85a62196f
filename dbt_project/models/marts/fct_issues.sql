with

issues as (

    select * from {{ ref('stg_plan__issues') }}

),

numbered as (

    select
        *,
        row_number() over (
            partition by document_key, issue_code, place, as_printed
            order by evidence, message_en
        ) as occurrence_no
    from issues

),

keyed as (

    select
        *,
        {{ surrogate_key(['document_key', 'issue_code', 'place', 'as_printed', 'occurrence_no']) }}
            as issue_key
    from numbered

)

select
    issue_key,
    document_key,
    issue_code,
    severity,
    message_zh,
    message_en,
    place,
    as_printed,
    evidence,
    received_at
from keyed
