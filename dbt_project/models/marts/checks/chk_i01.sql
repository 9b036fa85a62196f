{{ config(materialized='incremental', meta={'changed_by': 'document'}) }}

with

deliveries as (

    select * from {{ ref('stg_landing__outcomes') }}
    where step = 'extract' and {{ changed('document') }}

),

actuals as (

    select * from {{ ref('fct_actuals') }}
    where {{ changed('document') }}

),

statements as (

    select * from {{ ref('fct_target_statements') }}
    where stated_in = 'table' and {{ changed('document') }}

),

tasks as (

    select * from {{ ref('fct_tasks') }}
    where {{ changed('document') }}

),

progress_items as (

    select * from {{ ref('fct_progress_items') }}
    where {{ changed('document') }}

),

plan_rows as (

    select document_key from statements
    union all
    select document_key from tasks
    union all
    select document_key from progress_items

),

report_rows as (

    -- of prose, items are counted and not figures, as in documents of a plan
    select delivery_id from actuals
    where source = 'submission'
    union all
    select delivery_id from progress_items

),

rows_by_document as (

    select
        document_key,
        count(*) as row_count
    from plan_rows
    group by document_key

),

rows_by_delivery as (

    select
        delivery_id,
        count(*) as row_count
    from report_rows
    group by delivery_id

),

readings as (

    -- The same plan bytes read again later: only the last reading is in the facts.
    select
        deliveries.*,
        deliveries.kind = 'plans' and row_number() over (
            partition by deliveries.kind, deliveries.outcome, deliveries.document_key
            order by deliveries.received_at desc, deliveries.delivery_id desc
        ) > 1 as is_read_again
    from deliveries

),

counted as (

    select
        readings.*,
        coalesce(
            case
                when readings.kind = 'plans' then rows_by_document.row_count
                else rows_by_delivery.row_count
            end, 0
        ) as mart_count,
        case
            when readings.outcome not in ('accepted', 'rejected') then 'not_read'
            when readings.is_read_again then 'read_again_later'
        end as skip_reason
    from readings
    left join rows_by_document
        on readings.document_key = rows_by_document.document_key
    left join rows_by_delivery
        on readings.delivery_id = rows_by_delivery.delivery_id

),

rules as (

    select
        delivery_id,
        document_key,
        org_code,
        path,
        skip_reason,
        'balance' as rule,
        '读到 = 载入 + 拒绝 + 忽略' as rule_zh,
        'seen = loaded + rejected + ignored' as rule_en,
        records_seen as expected_count,
        records_loaded + records_rejected + records_ignored as observed_count,
        records_seen,
        records_loaded,
        records_rejected,
        records_ignored,
        mart_count
    from counted
    union all
    select
        delivery_id,
        document_key,
        org_code,
        path,
        coalesce(skip_reason, case when outcome = 'rejected' then 'nothing_loaded' end)
            as skip_reason,
        'in_marts' as rule,
        '载入的行都在数据集市' as rule_zh,
        'rows loaded are in the marts' as rule_en,
        records_loaded as expected_count,
        mart_count as observed_count,
        records_seen,
        records_loaded,
        records_rejected,
        records_ignored,
        mart_count
    from counted

),

compared as (

    select
        'I01' as check_id,
        document_key,
        cast(null as {{ dbt.type_string() }}) as plan_id,
        org_code,
        cast(null as {{ dbt.type_string() }}) as period_code,
        skip_reason,
        path as subject_zh,
        path as subject_en,
        expected_count as expected,
        observed_count as observed,
        0 as tolerance,
        '[]' as evidence,
        {{ surrogate_key(['delivery_id', 'rule']) }} as subject_key,
        skip_reason is null as is_evaluated,
        case when skip_reason is null then observed_count - expected_count end as difference,
        {{ json_record([
            ['rule', 'rule'],
            ['rule_zh', 'rule_zh'],
            ['rule_en', 'rule_en'],
            ['seen', 'records_seen'],
            ['loaded', 'records_loaded'],
            ['rejected', 'records_rejected'],
            ['ignored', 'records_ignored'],
            ['in_marts', 'mart_count'],
        ]) }} as detail
    from rules

)

select {{ check_columns() }} from compared
