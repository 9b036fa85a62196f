{#- One block a check: how many subjects the facts hold for it, counted apart from its own evidence.
    I03 is not here: its evidence is dbt's own result, which the runner writes. -#}
{%- set of_figures = ['S04', 'S05', 'S08', 'A04', 'A08'] -%}
{%- set checks = [
    'P01', 'P02', 'P05', 'P06', 'P11', 'S01', 'S02', 'S03', 'S04', 'S05', 'S08', 'S09', 'S10',
    'A01', 'A02', 'A04', 'A08', 'I01', 'I02',
] -%}
with

targets as (

    select * from {{ ref('fct_targets') }}

),

statements as (

    select * from {{ ref('int_statements_unrepeated') }}

),

documents as (

    select * from {{ ref('dim_documents') }}
    where not is_superseded

),

tasks as (

    select * from {{ ref('fct_tasks') }}

),

progress_items as (

    select * from {{ ref('fct_progress_items') }}

),

report_subjects as (

    select * from {{ ref('int_report_subjects_counted') }}

),

submissions as (

    select * from {{ ref('stg_progress__submissions') }}

),

duty_subjects as (

    select * from {{ ref('int_duty_subjects_counted') }}

),

deliveries as (

    select * from {{ ref('stg_landing__outcomes') }}

),

figures as (

    -- a figure of a period alone, whose sum since January is not known, is in no sequence
    select
        count(*) as subject_count,
        count(case
            when
                abs(case
                    when basis <> 'level' and additivity = 'sum' then year_to_date_value
                    else converted_value
                end) < 1000000000000000
                then 1
        end) as sequenced_count
    from {{ ref('fct_actuals') }}
    where
        is_latest and source = 'submission' and indicator_key is not null
        and converted_value is not null

),

latest_submissions as (

    select count(*) as subject_count
    from {{ ref('fct_submissions') }}
    where is_latest

),

totals as (

    select distinct
        plan_id,
        indicator_key,
        period_code
    from targets
    where
        is_total and stated_in = 'table' and additivity = 'sum' and state = 'value'
        and target_value is not null

),

parts as (

    select distinct
        plan_id,
        indicator_key,
        period_code
    from targets
    where not is_total and stated_in = 'table' and state = 'value' and target_value is not null

),

inputs as (

    select
        'P01' as about_check,
        count(*) as subject_count
    from totals
    inner join parts
        on
            totals.plan_id = parts.plan_id
            and totals.indicator_key = parts.indicator_key
            and totals.period_code is not distinct from parts.period_code

    union all

    select
        'P02' as about_check,
        count(distinct concat_ws('|', plan_id, action_name)) as subject_count
    from statements
    where action_declared_items is not null

    union all

    select
        'P05' as about_check,
        count(distinct numbered.document_key) as subject_count
    from (
        select document_key from tasks
        union all
        select document_key from progress_items
        union all
        select document_key from statements
    ) as numbered
    inner join documents
        on numbered.document_key = documents.document_key

    union all

    select
        'P06' as about_check,
        count(*) as subject_count
    from targets
    where {{ fold_text('unit_name') }} = '%' and target_value is not null

    union all

    select
        'P11' as about_check,
        count(distinct concat_ws('|', document_key, part_no, table_no, row_no)) as subject_count
    from statements

    union all

    {% for check in ['S03', 'S10'] -%}
        select
            '{{ check }}' as about_check,
            count(distinct concat_ws('|', org_code, period_code)) as subject_count
        from submissions

        union all

    {% endfor -%}
    {% for check in ['S01', 'S02', 'A01', 'A02'] -%}
        select
            '{{ check }}' as about_check,
            cast(coalesce(sum(subject_count), 0) as bigint) as subject_count
        from {{ 'duty_subjects' if check in ('S01', 'S02') else 'report_subjects' }}
        where check_id = '{{ check }}'

        union all

    {% endfor -%}
    {% for check in of_figures -%}
        select
            '{{ check }}' as about_check,
            {{ 'sequenced_count' if check in ('A04', 'A08') else 'subject_count' }} as subject_count
        from figures

        union all

    {% endfor -%}
    select
        'S09' as about_check,
        subject_count
    from latest_submissions

    union all

    select
        'I01' as about_check,
        count(*) as subject_count
    from deliveries
    where step = 'extract' and outcome = 'accepted'

    union all

    select
        'I02' as about_check,
        (select count(distinct document_key) from targets)
        + (select count(distinct document_key) from tasks)
        + (select count(distinct document_key) from progress_items) as subject_count

),

evidence as (

    {% for check in checks %}
        select
            check_id,
            is_evaluated,
            skip_reason
        from {{ ref('chk_' ~ check | lower) }}
        {% if not loop.last %}union all{% endif %}
    {% endfor %}

),

looked_at as (

    select
        check_id as about_check,
        count(*) filter (where is_evaluated) as evaluated_count,
        count(*) filter (where not is_evaluated and skip_reason is not null) as explained_count
    from evidence
    group by check_id

),

compared as (

    select
        'I05' as check_id,
        cast(null as {{ dbt.type_string() }}) as document_key,
        cast(null as {{ dbt.type_string() }}) as plan_id,
        cast(null as {{ dbt.type_string() }}) as org_code,
        cast(null as {{ dbt.type_string() }}) as period_code,
        inputs.about_check as subject_key,
        inputs.about_check as subject_zh,
        inputs.about_check as subject_en,
        inputs.subject_count as expected,
        coalesce(looked_at.evaluated_count, 0) as observed,
        least(
            coalesce(looked_at.evaluated_count, 0) + coalesce(looked_at.explained_count, 0)
            - inputs.subject_count,
            0
        ) as difference,
        0 as tolerance,
        inputs.subject_count > 0 as is_evaluated,
        case when inputs.subject_count = 0 then 'no_inputs' end as skip_reason,
        '[]' as evidence,
        {{ json_record([
            ['subjects', 'inputs.subject_count'],
            ['evaluated', 'coalesce(looked_at.evaluated_count, 0)'],
            ['explained', 'coalesce(looked_at.explained_count, 0)'],
        ]) }} as detail
    from inputs
    left join looked_at
        on inputs.about_check = looked_at.about_check

)

select {{ check_columns() }} from compared
