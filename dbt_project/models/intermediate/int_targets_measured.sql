with

targets as (

    select
        targets.*,
        coalesce(indicators.action_name, '未归类') as action_name,
        indicators.indicator_name,
        {{ paragraph_bracket('texts.text', 'targets.evidence') }} as bracket
    from {{ ref('fct_targets') }} as targets
    inner join {{ ref('dim_indicators') }} as indicators
        on targets.indicator_key = indicators.indicator_key
    left join {{ ref('stg_plan__texts') }} as texts
        on targets.document_key = texts.document_key and targets.stated_in = 'prose'
    where targets.is_plan_of_record

),

documents as (

    select * from {{ ref('dim_documents') }}
    where not is_superseded

),

tasks as (

    select
        *,
        coalesce(due_text, cast(due_date as {{ dbt.type_string() }})) as deadline,
        {{ matches("coalesce(goal_text, '')", '[0-9０-９]') }} as has_figure
    from {{ ref('fct_tasks') }}
    where document_key in (select documents.document_key from documents)

),

task_owners as (

    select
        document_key,
        task_name,
        max(lead_department) as lead_department
    from tasks
    group by document_key, task_name

),

owned as (

    select targets.target_key
    from targets
    inner join {{ ref('plan_words') }} as words
        on words.meaning = 'office' and contains(targets.bracket, words.word)
    group by targets.target_key

),

measured as (

    select
        targets.document_key,
        targets.plan_id,
        targets.action_name,
        targets.indicator_key as measured_key,
        max(targets.indicator_name) as measured_name,
        {{ any_row('targets.target_value is not null') }} as has_number,
        {{ any_row('targets.unit_name is not null or targets.target_value = 0') }} as has_unit,
        {{ any_row(
            "(not targets.is_total and targets.reporting_duty <> 'none')"
            ~ ' or owned.target_key is not null or task_owners.lead_department is not null'
        ) }} as has_owner,
        {{ any_row('targets.period_code is not null') }} as has_deadline,
        min_by(targets.evidence, targets.target_key) as evidence
    from targets
    left join owned on targets.target_key = owned.target_key
    left join task_owners
        on
            targets.document_key = task_owners.document_key
            and targets.action_name = task_owners.task_name
    group by targets.document_key, targets.plan_id, targets.action_name, targets.indicator_key
    union all
    select
        tasks.document_key,
        tasks.plan_id,
        '任务清单' as action_name,
        tasks.task_key as measured_key,
        tasks.task_name as measured_name,
        cast(tasks.has_figure as integer) as has_number,
        cast(tasks.has_figure as integer) as has_unit,
        cast(tasks.lead_department is not null as integer) as has_owner,
        cast(tasks.deadline is not null as integer) as has_deadline,
        tasks.evidence
    from tasks
    left join targets
        on tasks.document_key = targets.document_key and tasks.task_name = targets.action_name
    where targets.target_key is null

)

select * from measured
