with

targets as (

    select * from {{ ref('fct_targets') }}
    where target_value is not null

),

statements as (

    select * from {{ ref('fct_target_statements') }}

),

indicators as (

    select * from {{ ref('dim_indicators') }}

),

exempt_words as (

    select * from {{ ref('rate_exempt_words') }}

),

rates as (

    select
        targets.*,
        indicators.row_no,
        indicators.indicator_name,
        statements.raw
    from targets
    inner join indicators
        on targets.indicator_key = indicators.indicator_key
    left join statements
        on targets.statement_key = statements.statement_key
    where {{ fold_text('targets.unit_name') }} = '%'

),

exempt as (

    -- one row per rate: a name that holds two of the words must not be counted twice
    select
        rates.target_key,
        min(exempt_words.word) as word
    from rates
    inner join exempt_words
        on contains(rates.indicator_name, exempt_words.word)
    group by rates.target_key

),

judged as (

    select
        rates.*,
        exempt.word,
        case
            when rates.change is not null then 'change'
            when exempt.word is not null then 'growth_or_completion_rate'
        end as skip_reason
    from rates
    left join exempt
        on rates.target_key = exempt.target_key

),

compared as (

    select
        'P06' as check_id,
        document_key,
        plan_id,
        org_code,
        period_code,
        skip_reason,
        evidence,
        '0–100' as expected,
        0 as tolerance,
        skip_reason is null as is_evaluated,
        {{ surrogate_key(['indicator_key', 'org_name', 'period_code']) }} as subject_key,
        {{ numbered_subject_zh('row_no', 'indicator_name') }} || ' ' || org_name as subject_zh,
        {{ numbered_subject_en('row_no', 'indicator_name') }} || ' ' || org_name as subject_en,
        {{ plain_number('target_value') }} as observed,
        case
            when skip_reason is null
                then greatest(target_value - 100, 0) + least(target_value, 0)
        end as difference,
        {{ json_record([
            ['row_no', 'row_no'],
            ['org', 'org_name'],
            ['raw', 'raw'],
            ['exempt_word', 'word'],
        ]) }} as detail
    from judged

)

select {{ check_columns() }} from compared
