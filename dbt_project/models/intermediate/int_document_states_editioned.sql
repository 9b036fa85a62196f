with

placed as (

    select * from {{ ref('int_document_states_numbered') }}

),

succeeded as (

    -- A page that announces a plan again without its tables leaves the tables in force.
    select
        placed.document_key,
        placed.known_from,
        min(later.edition_no) as next_edition_no
    from placed
    inner join placed as later
        on
            placed.plan_id = later.plan_id
            and placed.known_from = later.known_from
            and placed.edition_no < later.edition_no
            and (later.has_targets or not placed.has_targets)
    group by placed.document_key, placed.known_from

),

editioned as (

    -- no fan-out: one next edition a document and state, one document at the head of an edition
    select
        placed.document_key,
        placed.plan_id,
        placed.known_from,
        placed.known_to,
        placed.first_received_at,
        placed.received_at,
        placed.issued_on,
        placed.has_targets,
        placed.edition_no,
        placed.place_in_edition = 1 as is_head_of_edition,
        succeeded.next_edition_no is not null as is_superseded,
        successors.document_key as superseded_by,
        successors.issued_on as successor_issued_on
    from placed
    left join succeeded
        on
            placed.document_key = succeeded.document_key
            and placed.known_from = succeeded.known_from
    left join placed as successors
        on
            placed.plan_id = successors.plan_id
            and placed.known_from = successors.known_from
            and succeeded.next_edition_no = successors.edition_no
            and successors.place_in_edition = 1

)

select * from editioned
