with

targets as (

    select
        targets.*,
        coalesce(indicators.action_name, '未归类') as action_name,
        indicators.indicator_name,
        texts.text
    from {{ ref('fct_targets') }} as targets
    inner join {{ ref('dim_indicators') }} as indicators
        on targets.indicator_key = indicators.indicator_key
    left join {{ ref('stg_plan__texts') }} as texts
        on targets.document_key = texts.document_key and targets.stated_in = 'prose'
    where targets.is_plan_of_record

),

tasks as (

    select tasks.*
    from {{ ref('fct_tasks') }} as tasks
    inner join {{ ref('dim_documents') }} as documents
        on tasks.document_key = documents.document_key
    where not documents.is_superseded

),

task_owners as (

    select
        document_key,
        task_name,
        max(lead_department) as lead_department
    from tasks
    group by document_key, task_name

),

office_words as (

    select word from {{ ref('plan_words') }}
    where meaning = 'office'

),

bracketed as (

    -- who is responsible often stands in brackets at the end of the paragraph
    select
        target_key,
        regexp_extract(
            regexp_extract(
                substr(text, {{ evidence_start('evidence') }} + 1, 1500),
                {{ pattern('^[^\\r\\n]*') }}, 0
            ),
            {{ pattern('[(（][^()（）]{2,80}[)）][。；;]?\\s*$') }}, 0
        ) as named
    from targets
    where text is not null and is_total

),

owned as (

    select bracketed.target_key
    from bracketed
    inner join office_words
        on contains(bracketed.named, office_words.word)
    group by bracketed.target_key

),

measured as (

    select
        targets.document_key,
        targets.plan_id,
        targets.action_name,
        'target' as measured_kind,
        targets.indicator_key as measured_key,
        max(targets.indicator_name) as measured_name,
        max(case when targets.target_value is not null then 1 else 0 end) as has_number,
        max(case when targets.unit_name is not null then 1 else 0 end) as has_unit,
        max(
            case
                when not targets.is_total and targets.reporting_duty <> 'none' then 1
                when owned.target_key is not null then 1
                when task_owners.lead_department is not null then 1
                else 0
            end
        ) as has_owner,
        max(case when targets.period_code is not null then 1 else 0 end) as has_deadline,
        min_by(targets.evidence, targets.target_key) as evidence
    from targets
    left join owned on targets.target_key = owned.target_key
    left join task_owners
        on
            targets.document_key = task_owners.document_key
            and targets.action_name = task_owners.task_name
    group by
        targets.document_key, targets.plan_id, targets.action_name, targets.indicator_key
    union all
    select
        tasks.document_key,
        tasks.plan_id,
        '任务清单' as action_name,
        'task' as measured_kind,
        tasks.task_key as measured_key,
        tasks.task_name as measured_name,
        case when {{ matches("coalesce(tasks.goal_text, '')", '[0-9０-９]') }} then 1 else 0 end
            as has_number,
        case when {{ matches("coalesce(tasks.goal_text, '')", '[0-9０-９]') }} then 1 else 0 end
            as has_unit,
        case when tasks.lead_department is not null then 1 else 0 end as has_owner,
        case when coalesce(tasks.due_text, cast(tasks.due_date as {{ dbt.type_string() }})) is not null
            then 1 else 0 end as has_deadline,
        tasks.evidence
    from tasks
    left join targets
        on tasks.document_key = targets.document_key and tasks.task_name = targets.action_name
    where targets.target_key is null

)

select * from measured
