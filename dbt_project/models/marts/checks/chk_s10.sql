with

submissions as (

    select * from {{ ref('fct_submissions') }}
    where is_latest

),

orgs as (

    select * from {{ ref('dim_org_units') }}

),

compared as (

    select
        'S10' as check_id,
        submissions.document_key,
        submissions.plan_id,
        submissions.org_code,
        submissions.period_code,
        submissions.evidence,
        0 as expected,
        case when submissions.entered_at is null then 1 else 0 end as observed,
        case when submissions.entered_at is null then 1 else 0 end as difference,
        0 as tolerance,
        true as is_evaluated,
        cast(null as {{ dbt.type_string() }}) as skip_reason,
        {{ surrogate_key(['submissions.org_code', 'submissions.period_code']) }} as subject_key,
        coalesce(orgs.org_name, submissions.org_code) || ' ' || submissions.period_code
            as subject_zh,
        coalesce(orgs.org_name, submissions.org_code) || ' ' || submissions.period_code
            as subject_en,
        {{ json_record([
            ['closed_on', "substr(cast(submissions.closed_at as " ~ dbt.type_string() ~ "), 1, 16)"],
            ['received_on',
                "substr(cast(submissions.received_at as " ~ dbt.type_string() ~ "), 1, 16)"],
            ['was_let_in', 'submissions.closed_at is not null and submissions.entered_at is not null'],
        ]) }} as detail
    from submissions
    left join orgs on submissions.org_code = orgs.org_code

)

select {{ check_columns() }} from compared
