with

reviewed as (

    select * from {{ ref('reporting_calendar') }}

),

printed as (

    select * from {{ ref('stg_plan__reporting_rules') }}

),

documents as (

    select * from {{ ref('int_documents_editioned') }}
    where is_plan_of_record

),

worded as (

    -- Copies of a plan (its page, its text) say the same: one of them speaks.
    select
        documents.plan_id,
        printed.*,
        row_number() over (
            partition by
                documents.plan_id, printed.frequency, printed.due_kind, printed.due_number,
                printed.due_month
            order by printed.received_at desc, printed.document_key asc, printed.rule_no asc
        ) as copy_no
    from printed
    inner join documents on printed.document_key = documents.document_key

),

stacked as (

    select
        {{ surrogate_key(["'reviewed'", 'rule_no']) }} as rule_key,
        nullif(plan_id, '*') as plan_id,
        cast(null as {{ dbt.type_string() }}) as document_key,
        org_scope,
        'reviewed' as rule_source,
        frequency,
        due_kind,
        due_number,
        due_month,
        holiday_move,
        grace_days,
        grace_kind,
        review_steps,
        rule_no,
        case when plan_id = '*' then 3 else 1 end as source_rank,
        true as is_certain,
        valid_from,
        valid_to,
        reason as words,
        cast('[]' as {{ dbt.type_string() }}) as evidence
    from reviewed
    union all
    select
        {{ surrogate_key(["'plan'", 'plan_id', 'document_key', 'rule_no']) }} as rule_key,
        plan_id,
        document_key,
        '*' as org_scope,
        'plan_text' as rule_source,
        frequency,
        due_kind,
        due_number,
        due_month,
        holiday_move,
        0 as grace_days,
        'day' as grace_kind,
        cast(null as {{ dbt.type_string() }}) as review_steps,
        rule_no,
        2 as source_rank,
        is_printed as is_certain,
        cast(null as date) as valid_from,
        cast(null as date) as valid_to,
        quote as words,
        evidence
    from worded
    where copy_no = 1

)

select * from stacked
