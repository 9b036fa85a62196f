with

statements as (

    select * from {{ ref('int_statements_identified') }}
    where
        measure = 'target'
        and not is_superseded
        and coalesce(review_decision, '') <> 'reject'

),

tables as (

    select * from {{ ref('int_plan_tables_chosen') }}

),

duties as (

    select * from {{ ref('int_statement_duties_assigned') }}

),

indicators as (

    select * from {{ ref('int_indicators_classified') }}

),

units as (

    select * from {{ ref('units') }}

),

ranked as (

    select
        statements.*,
        row_number() over (
            partition by
                statements.plan_id, statements.indicator_key, statements.org_key,
                statements.period_code
            order by
                tables.document_rank, statements.part_no, statements.table_no, statements.row_no,
                statements.occurrence_no, statements.col_no
        ) as choice_no
    from statements
    inner join tables
        on
            statements.document_key = tables.document_key
            and statements.part_no = tables.part_no
            and statements.table_no = tables.table_no

),

resolved as (

    -- no fan-out: one duty a statement, one class an indicator, one row a unit
    select
        ranked.*,
        duties.reporting_duty,
        indicators.additivity,
        indicators.direction,
        units.base_unit_code,
        {{ in_other_unit('ranked.target_value', 'units.factor') }} as base_value,
        {{ surrogate_key([
            'ranked.plan_id', 'ranked.indicator_key', 'ranked.org_key', 'ranked.period_code',
        ]) }} as target_key
    from ranked
    inner join duties on ranked.statement_key = duties.statement_key
    inner join indicators on ranked.indicator_key = indicators.subject_key
    left join units on ranked.unit_code = units.unit_code
    where ranked.choice_no = 1

)

select * from resolved
