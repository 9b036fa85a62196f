with

documents as (

    select * from {{ ref('stg_plan__documents') }}

),

rules as (

    select * from {{ ref('report_periods') }}

),

folded as (

    select
        document_key,
        kind,
        year,
        published_on,
        cast(year as {{ dbt.type_string() }}) as year_code,
        left(cast(published_on as {{ dbt.type_string() }}), 7) as month_code,
        replace({{ fold_text('title') }}, ' ', '') as folded_title
    from documents
    where kind in ('progress_report', 'annual_summary', 'plan')

),

titled as (

    select
        folded.document_key,
        min(rules.rule_no) as rule_no
    from folded
    inner join rules on instr(folded.folded_title, rules.pattern) > 0
    where folded.kind = 'progress_report'
    group by folded.document_key

),

dated as (

    -- A summary is about its whole year; a report whose title names no period is about the month
    -- in which it was published, and without that day about nothing that could be compared.
    select
        folded.document_key,
        folded.year,
        folded.year_code,
        case
            when folded.kind <> 'progress_report' then folded.year_code
            when rules.rule_no is not null
                then concat_ws('-', folded.year_code, nullif(rules.period_suffix, ''))
            else folded.month_code
        end as period_code,
        case
            when folded.kind = 'progress_report' and rules.rule_no is null then folded.published_on
        end as as_of_date
    from folded
    left join titled on folded.document_key = titled.document_key
    left join rules on titled.rule_no = rules.rule_no

)

select * from dated
