with

numbered as (

    select * from {{ ref('int_statements_numbered') }}

),

decisions as (

    select * from {{ ref('stg_review__decisions') }}
    where is_latest

),

names as (

    select match_name
    from numbered
    group by match_name

),

falling as (

    select names.match_name
    from names
    inner join {{ ref('decrease_endings') }} as endings
        on right(names.match_name, length(endings.ending)) = endings.ending
    group by names.match_name

),

reviewed as (

    -- Of a name that is a decrease (…下降) the number is one, though its cell is bare. A reviewer's correction takes the place of what was read; what was read stays beside it.
    select
        numbered.statement_key,
        numbered.document_key,
        numbered.plan_id,
        numbered.indicator_key,
        numbered.match_name,
        numbered.period_code,
        numbered.org_name,
        numbered.indicator_name,
        numbered.action_name,
        numbered.measure,
        numbered.raw,
        numbered.comparator,
        case
            when
                falling.match_name is not null
                and numbered.change is null and numbered.measure = 'target'
                and coalesce(decisions.value_number, numbered.target_value) is not null
                then 'decrease'
            else numbered.change
        end as change,
        numbered.unit_code,
        numbered.unit_name,
        numbered.alignment,
        numbered.alignment_basis,
        numbered.printed_period,
        numbered.place,
        numbered.part_no,
        numbered.table_no,
        numbered.row_no,
        numbered.col_no,
        numbered.occurrence_no,
        numbered.action_declared_items,
        numbered.is_total,
        numbered.is_superseded,
        numbered.first_col_no,
        numbered.last_col_no,
        numbered.evidence,
        numbered.received_at,
        decisions.decision as review_decision,
        decisions.reviewer as reviewed_by,
        numbered.target_value as read_value,
        case when decisions.value_number is null then numbered.state else 'value' end as state,
        coalesce(decisions.value_code, numbered.org_code) as org_code,
        coalesce(decisions.value_code, numbered.org_key) as org_key,
        coalesce(decisions.value_number, numbered.target_value) as target_value
    from numbered
    left join falling on numbered.match_name = falling.match_name
    left join decisions
        on
            {{ surrogate_key(["'cell'", 'numbered.statement_key']) }} = decisions.queue_key

)

select * from reviewed
