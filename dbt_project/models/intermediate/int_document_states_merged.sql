with

states as (

    select * from {{ ref('int_document_states_editioned') }}

),

compared as (

    select
        *,
        case
            when
                edition_no = lag(edition_no) over by_time
                and is_superseded = lag(is_superseded) over by_time
                and coalesce(superseded_by, '') = coalesce(lag(superseded_by) over by_time, '')
                and is_head_of_edition = lag(is_head_of_edition) over by_time
                then 0
            else 1
        end as is_change
    from states
    window by_time as (partition by document_key order by known_from)

),

spanned as (

    select
        *,
        sum(is_change) over (
            partition by document_key order by known_from
            rows between unbounded preceding and current row
        ) as span_no
    from compared

),

merged as (

    -- Moments at which nothing changed for the document are one span; the last has no end.
    select
        document_key,
        plan_id,
        edition_no,
        is_superseded,
        superseded_by,
        is_head_of_edition,
        cast(span_no as integer) as span_no,
        min(known_from) as known_from,
        case when count(known_to) = count(*) then max(known_to) end as known_to
    from spanned
    group by
        document_key, plan_id, edition_no, is_superseded, superseded_by, is_head_of_edition, span_no

)

select * from merged
