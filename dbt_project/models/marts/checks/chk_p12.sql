with

documents as (

    select
        *,
        coalesce(year_end, year) as last_year,
        kind in ('plan', 'task_list') as is_plan,
        cast(year as {{ dbt.type_string() }})
        || coalesce('–' || nullif(year_end, year), '') as plan_years,
        cast(nullif(regexp_extract(
            {{ fold_text("coalesce(document_number, '')") }},
            {{ pattern('[〔(\\[]((19|20)[0-9]{2})[〕)\\]]') }}, 1
        ), '') as integer) as number_year,
        extract(year from published_on) as published_year
    from {{ ref('dim_documents') }}
    where not is_superseded

),

printed_years as (

    select * from {{ ref('stg_plan__printed_years') }}

),

words as (

    select * from {{ ref('plan_words') }}

),

heading_words as (

    -- one row per mention: a heading that holds several words must not be counted twice
    select
        printed_years.document_key,
        printed_years.year_no,
        max(case when words.meaning = 'ahead' then 1 else 0 end) as looks_ahead,
        max(case when words.meaning = 'back' then 1 else 0 end) as looks_back
    from printed_years
    inner join words
        on contains(printed_years.context, words.word)
    group by printed_years.document_key, printed_years.year_no

),

misprints as (

    select
        document_key,
        'misprint' as year_kind,
        raw || row_number() over (partition by document_key, raw order by year_no) as subject_id,
        '“' || raw || '”' as subject_zh,
        '“' || raw || '”' as subject_en,
        '20××年' as expected_zh,
        raw as observed,
        1 as difference,
        cast(null as {{ dbt.type_string() }}) as skip_reason,
        evidence
    from printed_years
    where printed_year is null

),

headings as (

    select
        documents.document_key,
        'heading' as year_kind,
        printed_years.context as subject_id,
        '标题“' || printed_years.context || '”' as subject_zh,
        'heading “' || printed_years.context || '”' as subject_en,
        documents.plan_years as expected_zh,
        cast(printed_years.printed_year as {{ dbt.type_string() }}) as observed,
        greatest(documents.year - printed_years.printed_year, 0) as difference,
        case
            when coalesce(heading_words.looks_ahead, 0) = 0 or heading_words.looks_back = 1
                then 'does_not_look_ahead'
        end as skip_reason,
        printed_years.evidence
    from printed_years
    inner join documents
        on printed_years.document_key = documents.document_key
    left join heading_words
        on
            printed_years.document_key = heading_words.document_key
            and printed_years.year_no = heading_words.year_no
    where
        documents.is_plan
        and documents.year is not null
        and printed_years.printed_year is not null

),

copied_years as (

    -- the year of a heading that was left from last year: its table has it too
    select
        document_key,
        observed as printed_year
    from headings
    where skip_reason is null and difference > 0
    group by document_key, observed

),

own_years as (

    -- A plan is issued in its first year, late in the year before, or while it runs; its number
    -- is of the year of issue. A page may show it years later: that says nothing.
    select
        document_key,
        'number' as year_kind,
        'number' as subject_id,
        '文号' as subject_zh,
        'document number' as subject_en,
        concat_ws('、', year - 1, plan_years) as expected_zh,
        cast(number_year as {{ dbt.type_string() }}) as observed,
        greatest(
            number_year - last_year - 1, year - 1 - number_year, number_year - published_year, 0
        ) as difference,
        cast(null as {{ dbt.type_string() }}) as skip_reason,
        evidence
    from documents
    where is_plan and year is not null and number_year is not null
    union all
    select
        document_key,
        'issued' as year_kind,
        'issued' as subject_id,
        '成文日期' as subject_zh,
        'day of issue' as subject_en,
        concat_ws('、', year - 1, plan_years) as expected_zh,
        cast(published_year as {{ dbt.type_string() }}) as observed,
        greatest(year - 1 - published_year, 0) as difference,
        cast(null as {{ dbt.type_string() }}) as skip_reason,
        evidence
    from documents
    where year is not null and published_year is not null

),

targets as (

    select
        targets.document_key,
        'target' as year_kind,
        targets.target_key as subject_id,
        indicators.indicator_name || ' ' || targets.org_name as subject_zh,
        indicators.indicator_name || ' ' || targets.org_name as subject_en,
        cast(null as {{ dbt.type_string() }}) as expected_zh,
        targets.period_code as observed,
        cast(null as bigint) as difference,
        case when copied_years.document_key is not null then 'told_by_heading' end as skip_reason,
        targets.evidence
    from {{ ref('fct_targets') }} as targets
    inner join {{ ref('dim_indicators') }} as indicators
        on targets.indicator_key = indicators.indicator_key
    left join copied_years
        on
            targets.document_key = copied_years.document_key
            and left(targets.period_code, 4) = copied_years.printed_year
            and targets.stated_in = 'table'
    where
        {{ matches("coalesce(targets.period_code, '')", '^(19|20)[0-9]{2}') }}
        and (targets.is_total or targets.stated_in = 'prose')

),

deadlines as (

    select
        document_key,
        'deadline' as year_kind,
        task_key as subject_id,
        {{ numbered_subject_zh('row_no', 'task_name') }} as subject_zh,
        {{ numbered_subject_en('row_no', 'task_name') }} as subject_en,
        cast(null as {{ dbt.type_string() }}) as expected_zh,
        cast(due_date as {{ dbt.type_string() }}) as observed,
        cast(null as bigint) as difference,
        cast(null as {{ dbt.type_string() }}) as skip_reason,
        evidence
    from {{ ref('fct_tasks') }}
    where due_date is not null

),

stacked as (

    select * from misprints
    union all
    select * from headings
    union all
    select * from own_years
    union all
    select * from targets
    union all
    select * from deadlines

),

compared as (

    select
        'P12' as check_id,
        stacked.document_key,
        documents.plan_id,
        documents.received_at,
        stacked.subject_zh,
        stacked.subject_en,
        cast(null as {{ dbt.type_string() }}) as org_code,
        cast(null as {{ dbt.type_string() }}) as period_code,
        coalesce(stacked.expected_zh, documents.plan_years) as expected,
        stacked.observed,
        0 as tolerance,
        stacked.skip_reason is null as is_evaluated,
        stacked.skip_reason,
        stacked.evidence,
        {{ surrogate_key(['documents.plan_id', 'stacked.year_kind', 'stacked.subject_id']) }}
            as subject_key,
        case
            when stacked.skip_reason is not null then null
            -- what is dated like a target is held to the first year of the plan
            when stacked.difference is null
                then greatest(documents.year - cast(left(stacked.observed, 4) as integer), 0)
            else stacked.difference
        end as difference,
        {{ json_record([
            ['year_kind', 'stacked.year_kind'],
            ['title', 'documents.title'],
        ]) }} as detail
    from stacked
    inner join documents
        on stacked.document_key = documents.document_key
    where stacked.difference is not null or documents.year is not null

),

latest as (

    {{ latest_document_per_subject('compared') }}

)

select
    {{ check_columns() }}
from latest
