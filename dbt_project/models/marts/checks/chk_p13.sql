with

statements as (

    select * from {{ ref('int_statements_unrepeated') }}
    where is_total and measure = 'target'

),

named as (

    select
        *,
        {{ normalised_name('indicator_name') }} as bare_name,
        concat(part_no, ':', table_no, ':', row_no) as row_place,
        -- a merged cell stands in several rows: the first of them speaks
        row_number() over (
            order by {{ evidence_start('evidence') }}, row_no, col_no, statement_key
        ) as place_no
    from statements

),

grouped as (

    -- One name, unit and period; rows of a merged name or value are one target under two numbers.
    select
        document_key,
        plan_id,
        bare_name,
        coalesce(unit_name, '') as unit_said,
        period_code,
        min_by(indicator_name, place_no) as indicator_name,
        min_by(row_no, place_no) as row_no,
        min_by(org_code, place_no) as org_code,
        min_by(org_name, place_no) as org_name,
        min_by(raw, place_no) as first_raw,
        count(distinct row_place) as row_count,
        count(distinct coalesce(action_name, '')) as action_count,
        count(distinct case when state = 'value' then row_place end) as value_count,
        count(distinct case
            when state = 'value' then concat(coalesce(comparator, '='), target_value)
        end) as differing_count,
        {{ listed("concat('第', row_no, '项')", ['place_no']) }} as rows_zh,
        {{ listed('row_no', ['place_no']) }} as row_numbers,
        max(received_at) as received_at,
        {{ evidence_union('evidence', 'place_no') }} as evidence
    from named
    group by document_key, plan_id, bare_name, coalesce(unit_name, ''), period_code

),

compared as (

    -- rows of one name and other numbers are targets of their own, or P04
    select
        'P13' as check_id,
        document_key,
        plan_id,
        received_at,
        org_code,
        period_code,
        evidence,
        1 as expected,
        row_count as observed,
        0 as tolerance,
        row_count - 1 as difference,
        {{ surrogate_key(['plan_id', 'bare_name', 'unit_said', 'period_code']) }}
            as subject_key,
        {{ numbered_subject_zh('row_no', 'indicator_name') }} as subject_zh,
        {{ numbered_subject_en('row_no', 'indicator_name') }} as subject_en,
        case
            when row_count > 1 and value_count < row_count then 'merged_or_without_number'
            when row_count > 1 and differing_count > 1 then 'other_number'
            when action_count > 1 and length(bare_name) < 6 then 'short_name'
        end as skip_reason,
        {{ json_record([
            ['rows', joined_list('rows_zh', '、')],
            ['row_numbers', joined_list('row_numbers', ', ')],
            ['org', 'org_name'],
            ['raw', 'first_raw'],
            ['is_other_action', 'action_count > 1'],
        ]) }} as detail
    from grouped

),

judged as (

    select
        *,
        skip_reason is null as is_evaluated
    from compared

),

latest as (

    {{ latest_document_per_subject('judged') }}

)

select {{ check_columns() }} from latest
