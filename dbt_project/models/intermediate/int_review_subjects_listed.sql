with

matches as (

    select * from {{ ref('stg_match__entity_matches') }}

),

statements as (

    select * from {{ ref('int_statements_identified') }}

),

issues as (

    select * from {{ ref('fct_issues') }}

),

issue_codes as (

    select * from {{ ref('review_issue_codes') }}

),

names as (

    -- Two ways to print one name are one question: the commoner one shows it.
    select
        match_key as queue_key,
        entity_type || case
            when entity_type = 'department' then '_similar'
            when status = 'ambiguous' then '_ambiguous'
            else '_unmatched'
        end as question_type,
        status in ('ambiguous', 'unmatched') as is_open,
        printed_name as subject,
        scope_name,
        document_key,
        evidence,
        candidates,
        sum(occurrence_count) over (partition by match_key) as occurrence_count,
        row_number() over (
            partition by match_key
            order by
                case when status in ('ambiguous', 'unmatched') then 0 else 1 end asc,
                occurrence_count desc, printed_name asc
        ) as choice_no
    from matches

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
        1 as occurrence_count,
        1 as choice_no
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
        1 as occurrence_count,
        1 as choice_no
    from issues
    inner join issue_codes on issues.issue_code = issue_codes.issue_code

),

listed as (

    select * from names
    where choice_no = 1
    union all
    select * from cells
    union all
    select * from told

)

select * from listed
