-- 与上一发布相比，哪些目标、完成数和核验发现变了？
-- The release to compare with is the catalog `previous`: attach its DuckDB file under that name,
-- or name another with --vars '{previous_release: …}'.
with

targets as (

    select
        'target' as subject,
        target_key as subject_key,
        concat_ws(' · ', org_name, period_code, statement_key) as subject_name,
        cast(target_value as {{ dbt.type_string() }}) as subject_value
    from {{ ref('fct_targets') }}

),

targets_before as (

    select
        'target' as subject,
        target_key as subject_key,
        concat_ws(' · ', org_name, period_code, statement_key) as subject_name,
        cast(target_value as {{ dbt.type_string() }}) as subject_value
    from {{ previous_release(ref('fct_targets')) }}

),

actuals as (

    select
        'actual' as subject,
        target_key as subject_key,
        concat_ws(' · ', org_name, indicator_name) as subject_name,
        cast(actual_value as {{ dbt.type_string() }}) as subject_value
    from {{ ref('rpt_target_vs_actual') }}
    where actual_value is not null

),

actuals_before as (

    select
        'actual' as subject,
        target_key as subject_key,
        concat_ws(' · ', org_name, indicator_name) as subject_name,
        cast(actual_value as {{ dbt.type_string() }}) as subject_value
    from {{ previous_release(ref('rpt_target_vs_actual')) }}
    where actual_value is not null

),

findings as (

    select
        'finding' as subject,
        finding_key as subject_key,
        concat_ws(' · ', check_id, subject_zh) as subject_name,
        concat_ws(' / ', expected, observed) as subject_value
    from {{ ref('fct_findings') }}

),

findings_before as (

    select
        'finding' as subject,
        finding_key as subject_key,
        concat_ws(' · ', check_id, subject_zh) as subject_name,
        concat_ws(' / ', expected, observed) as subject_value
    from {{ previous_release(ref('fct_findings')) }}

),

now as (

    select * from targets
    union all
    select * from actuals
    union all
    select * from findings

),

before as (

    select * from targets_before
    union all
    select * from actuals_before
    union all
    select * from findings_before

),

compared as (

    select
        coalesce(now.subject, before.subject) as subject,
        coalesce(now.subject_key, before.subject_key) as subject_key,
        coalesce(now.subject_name, before.subject_name) as subject_name,
        before.subject_value as value_before,
        now.subject_value as value_now,
        case
            when before.subject_key is null then 'added'
            when now.subject_key is null then 'gone'
            when coalesce(now.subject_value, '') <> coalesce(before.subject_value, '')
                then 'changed'
        end as what_happened
    from now
    full outer join before
        on now.subject = before.subject and now.subject_key = before.subject_key

)

select
    subject,
    what_happened,
    subject_name,
    value_before,
    value_now,
    subject_key
from compared
where what_happened is not null
order by subject asc, what_happened asc, subject_name asc, subject_key asc
