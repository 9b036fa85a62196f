with

documents as (

    select * from {{ ref('stg_plan__documents') }}

),

states as (

    select * from {{ ref('int_document_states_editioned') }}
    where known_to is null

),

spans as (

    select * from {{ ref('int_document_states_merged') }}

),

replaced as (

    -- Since when it has been out of force without a break.
    select
        superseded.document_key,
        min(superseded.known_from) as superseded_at
    from spans as superseded
    left join spans as in_force
        on
            superseded.document_key = in_force.document_key
            and not in_force.is_superseded
            and superseded.span_no < in_force.span_no
    where superseded.is_superseded and in_force.document_key is null
    group by superseded.document_key

),

editioned as (

    -- no fan-out: one open state and one end a document
    select
        documents.*,
        states.edition_no,
        states.is_superseded,
        states.superseded_by,
        replaced.superseded_at,
        states.issued_on,
        states.first_received_at,
        states.is_head_of_edition,
        not states.is_superseded and coalesce(documents.standing, 'issued') <> 'draft'
            as is_plan_of_record,
        coalesce(
            states.issued_on,
            case when documents.year is not null then make_date(documents.year, 1, 1) end,
            cast(states.first_received_at as date)
        ) as valid_from,
        cast({{ dbt.dateadd('day', -1, 'states.successor_issued_on') }} as date) as valid_to
    from documents
    inner join states on documents.document_key = states.document_key
    left join replaced on documents.document_key = replaced.document_key

)

select * from editioned
