with

targets as (

    select * from {{ ref('int_prose_targets_identified') }}
    where resolution in ('table', 'own')

),

due as (

    select * from targets
    where due_date is not null

),

candidates as (

    -- It stands for the row of a table that says something else for the whole period.
    select
        statement_key,
        statement_key as whole_statement_key,
        indicator_key,
        target_period_code,
        true as is_same_unit,
        date '9999-12-31' as whole_due_date,
        0 as distance
    from due
    where resolution = 'table' and coalesce(match_relation, '') <> 'agree'
    union all
    -- 全年1000批次,其中6月底前700批次: the same kind of unit, due later or without a day;
    -- 全年1000批次,三季度末达到80%: a share of it.
    select
        due.statement_key,
        wholes.statement_key as whole_statement_key,
        wholes.indicator_key,
        wholes.target_period_code,
        wholes.unit_family = due.unit_family as is_same_unit,
        coalesce(wholes.due_date, date '9999-12-31') as whole_due_date,
        abs(wholes.start_place - due.start_place) as distance
    from due
    inner join targets as wholes
        on
            due.document_key = wholes.document_key
            and due.match_name = wholes.match_name
            and due.target_org_key = wholes.target_org_key
            and left(due.target_period_code, 4) = left(wholes.target_period_code, 4)
            and coalesce(due.change, '') = coalesce(wholes.change, '')
            and due.due_date < coalesce(wholes.due_date, date '9999-12-31')
            and due.unit_family in (wholes.unit_family, 'percent')
    where due.resolution = 'own'

),

ranked as (

    select
        *,
        row_number() over (
            partition by statement_key
            order by
                whole_due_date desc, case when is_same_unit then 1 else 2 end asc, distance asc,
                whole_statement_key asc
        ) as choice_no
    from candidates

)

select
    due.statement_key,
    due.document_key,
    due.place,
    due.indicator_name,
    due.occurrence_no,
    due.match_no,
    ranked.indicator_key,
    ranked.target_period_code
from due
inner join ranked on due.statement_key = ranked.statement_key and ranked.choice_no = 1
