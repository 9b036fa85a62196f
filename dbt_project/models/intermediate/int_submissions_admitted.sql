with

followed as (

    select * from {{ ref('int_submissions_followed') }}

),

dated as (

    -- Its figures count from its acceptance until it is returned, if ever.
    select
        *,
        case
            when is_refused or returned_at <= passed_at then null
            else passed_at
        end as accepted_at
    from followed

),

admitted as (

    select
        *,
        case
            when is_refused or returned_at is not null then 'returned'
            when entered_at is null then 'received'
            when accepted_at is null then 'in_review'
            when is_in_part then 'partly_accepted'
            else 'accepted'
        end as acceptance_state,
        case
            when is_refused then 'refused_at_reading'
            when returned_at is not null then 'returned_by_reviewer'
            when entered_at is null then 'period_closed'
            when accepted_at is null then 'step_open'
            when is_in_part then 'rows_refused'
            else 'complete'
        end as acceptance_reason
    from dated

)

select * from admitted
