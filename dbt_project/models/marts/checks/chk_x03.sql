with

matches as (

    select * from {{ ref('fct_task_progress') }}

),

documents as (

    select * from {{ ref('dim_documents') }}
    where not is_superseded

),

tasks as (

    select * from {{ ref('fct_tasks') }}
    where document_key in (select documents.document_key from documents)

),

reported as (

    select
        plan_id,
        count(*) as project_count,
        count(distinct task_key) as matched_task_count,
        count(case when match_status = 'matched' then 1 end) as matched_project_count
    from matches
    group by plan_id

),

listed as (

    select
        plan_id,
        min(document_key) as document_key,
        count(*) as task_count
    from tasks
    group by plan_id

),

covered as (

    -- a report that names few of the tasks, and whose projects few tasks name, is about other work
    select
        reported.plan_id,
        listed.document_key,
        greatest(
            {{ ratio('reported.matched_task_count', 'listed.task_count') }},
            {{ ratio('reported.matched_project_count', 'reported.project_count') }}
        ) < {{ check_parameter('X03', 'least_shared') }} as is_other_work
    from reported
    inner join listed on reported.plan_id = listed.plan_id

),

reported_tasks as (

    -- what is ambiguous names the tasks that it may be about: the project is asked about, not they
    select
        tasks.task_key,
        count(case when matches.match_status = 'matched' then 1 end) as project_count,
        count(case when matches.match_status = 'ambiguous' then 1 end) as doubt_count,
        {{ evidence_union(
            "case when matches.match_status = 'matched' then matches.evidence end",
            'matches.received_at, matches.task_progress_key'
        ) }} as progress_evidence
    from tasks
    inner join matches
        on
            tasks.plan_id = matches.plan_id
            and (
                tasks.task_key = matches.task_key
                or (
                    matches.match_status = 'ambiguous'
                    and contains(matches.candidates, '"name":"' || tasks.task_name || '"')
                )
            )
    group by tasks.task_key

),

task_rows as (

    select
        tasks.document_key,
        tasks.plan_id,
        tasks.received_at,
        'task' as side,
        tasks.task_key as side_key,
        {{ numbered_subject_zh('tasks.row_no', 'tasks.task_name') }} as subject_zh,
        {{ numbered_subject_en('tasks.row_no', 'tasks.task_name') }} as subject_en,
        coalesce(reported_tasks.project_count, 0) as observed,
        case
            when covered.plan_id is null then 'no_progress_reported'
            when covered.is_other_work then 'report_is_on_other_work'
            when reported_tasks.project_count = 0 and reported_tasks.doubt_count > 0
                then 'ambiguous'
        end as skip_reason,
        {{ joined_evidence([
            'tasks.evidence', "coalesce(reported_tasks.progress_evidence, '[]')",
        ]) }} as evidence,
        '各期进展中没有对应的项目' as state_zh,
        'no report says anything of it' as state_en
    from tasks
    left join covered on tasks.plan_id = covered.plan_id
    left join reported_tasks on tasks.task_key = reported_tasks.task_key

),

project_rows as (

    select
        covered.document_key,
        matches.plan_id,
        matches.received_at,
        'project' as side,
        matches.task_progress_key as side_key,
        {{ numbered_subject_zh('matches.project_no', 'matches.project_name') }} as subject_zh,
        {{ numbered_subject_en('matches.project_no', 'matches.project_name') }} as subject_en,
        case when matches.match_status = 'matched' then 1 else 0 end as observed,
        case
            when covered.is_other_work then 'report_is_on_other_work'
            when matches.match_status = 'ambiguous' then 'ambiguous'
        end as skip_reason,
        matches.evidence,
        '任务清单中没有对应的任务' as state_zh,
        'the task list has no such task' as state_en
    from matches
    inner join covered on matches.plan_id = covered.plan_id

),

stacked as (

    select * from task_rows
    union all
    select * from project_rows

),

compared as (

    select
        'X03' as check_id,
        document_key,
        plan_id,
        received_at,
        subject_zh,
        subject_en,
        skip_reason,
        evidence,
        '1' as expected,
        observed,
        0 as tolerance,
        cast(null as {{ dbt.type_string() }}) as org_code,
        cast(null as {{ dbt.type_string() }}) as period_code,
        skip_reason is null as is_evaluated,
        case when skip_reason is null then least(observed, 1) - 1 end as difference,
        {{ surrogate_key(['plan_id', 'side', 'subject_zh']) }} as subject_key,
        {{ json_record([
            ['side', 'side'],
            ['state_zh', 'state_zh'],
            ['state_en', 'state_en'],
        ]) }} as detail
    from stacked

),

latest as (

    {{ latest_document_per_subject('compared') }}

)

select
    {{ check_columns() }}
from latest
