with

submissions as (

    select * from {{ ref('fct_submissions') }}
    where is_latest

),

changes as (

    select * from {{ ref('fct_submission_changes') }}

),

orgs as (

    select * from {{ ref('dim_org_units') }}

),

worded as (

    select
        *,
        indicator_name || ' ' || coalesce({{ plain_number('previous_value') }}, '—') || '→'
        || coalesce({{ plain_number('converted_value') }}, '—') as change_words
    from changes

),

counted as (

    select
        submission_key,
        count(*) filter (where change_kind = 'changed') as changed_count,
        count(*) filter (where change_kind = 'added') as added_count,
        count(*) filter (where change_kind = 'same') as same_count,
        count(*) filter (where change_kind in ('left_out', 'left_blank')) as missing_count,
        {{ listed(
            'change_words', ['indicator_name', 'change_words'], "change_kind in ('changed', 'added')"
        ) }} as change_words,
        {{ evidence_union(
            "case when change_kind in ('changed', 'added') then evidence end", 'indicator_name'
        ) }} as evidence
    from worded
    group by submission_key

),

compared as (

    -- One version is what a period needs; each more is told, with what it says anew.
    select
        'S03' as check_id,
        submissions.document_key,
        submissions.plan_id,
        submissions.org_code,
        submissions.period_code,
        case
            when coalesce({{ element_count('counted.change_words') }}, 0) > 0 then counted.evidence
            else submissions.evidence
        end as evidence,
        1 as expected,
        submissions.revision_no as observed,
        submissions.revision_no - 1 as difference,
        0 as tolerance,
        true as is_evaluated,
        cast(null as {{ dbt.type_string() }}) as skip_reason,
        {{ surrogate_key(['submissions.org_code', 'submissions.period_code']) }} as subject_key,
        coalesce(orgs.org_name, submissions.org_code) || ' ' || submissions.period_code
            as subject_zh,
        coalesce(orgs.org_name, submissions.org_code) || ' ' || submissions.period_code
            as subject_en,
        {{ json_record([
            ['kind_zh', "case when counted.changed_count + counted.added_count > 0 then '有改动'"
                ~ " else '数值与前次相同，为重复报送' end"],
            ['kind_en', "case when counted.changed_count + counted.added_count > 0"
                ~ " then 'a correction' else 'the same figures again' end"],
            ['changed_count', 'coalesce(counted.changed_count, 0)'],
            ['added_count', 'coalesce(counted.added_count, 0)'],
            ['same_count', 'coalesce(counted.same_count, 0)'],
            ['missing_count', 'coalesce(counted.missing_count, 0)'],
            ['named', first_names('counted.change_words')],
            ['changes', 'counted.change_words'],
        ]) }} as detail
    from submissions
    left join counted on submissions.submission_key = counted.submission_key
    left join orgs on submissions.org_code = orgs.org_code

)

select {{ check_columns() }} from compared
