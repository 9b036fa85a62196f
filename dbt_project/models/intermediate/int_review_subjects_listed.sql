{{ config(
    materialized='incremental',
    meta={'changed_by': 'everything', 'changed_where': "question_type <> 'cell_alignment_ambiguous'"},
) }}

with

names as (

    select * from {{ ref('int_review_names_listed') }}

),

statements as (

    select * from {{ ref('int_statements_identified') }}
    where {{ changed('nothing') }}

),

issues as (

    select * from {{ ref('fct_issues') }}

),

issue_codes as (

    select * from {{ ref('review_issue_codes') }}

),

cells as (

    select
        {{ surrogate_key(["'cell'", 'statement_key']) }} as queue_key,
        'cell_alignment_ambiguous' as question_type,
        alignment = 'ambiguous' and not is_superseded and state <> 'blank' as is_open,
        indicator_name || ' · ' || org_name || '：' || raw as subject,
        action_name as scope_name,
        document_key,
        evidence,
        '[]' as candidates,
        1 as occurrence_count
    from statements

),

told as (

    select
        {{ surrogate_key(["'issue'", 'issues.issue_key']) }} as queue_key,
        issue_codes.question_type,
        true as is_open,
        issues.message_zh as subject,
        issues.place as scope_name,
        issues.document_key,
        issues.evidence,
        '[]' as candidates,
        1 as occurrence_count
    from issues
    inner join issue_codes on issues.issue_code = issue_codes.issue_code

),

listed as (

    select * from names
    union all
    select * from cells
    union all
    select * from told

)

select * from listed
