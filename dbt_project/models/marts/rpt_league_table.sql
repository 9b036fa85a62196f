{{ config(materialized='incremental', meta={'changed_by': 'plan'}) }}

with

entries as (

    select * from {{ ref('int_league_entries_ranked') }}
    where {{ changed('plan') }}

),

indicators as (

    select * from {{ ref('dim_indicators') }}

),

labels as (

    select * from {{ ref('measure_labels') }}
    where code_set = 'standing'

)

select
    {{ surrogate_key([
        'entries.plan_id', 'entries.period_code', 'entries.league', 'entries.indicator_key',
        'entries.org_key',
    ]) }} as league_entry_key,
    entries.plan_id,
    entries.indicator_key,
    entries.org_code,
    entries.period_code,
    entries.league,
    indicators.indicator_name,
    entries.org_name,
    entries.standing,
    labels.label_zh as standing_zh,
    labels.label_en as standing_en,
    cast(entries.rank_no as integer) as rank_no,
    cast(entries.tie_count as integer) as tie_count,
    cast(entries.ranked_count as integer) as ranked_count,
    cast(row_number() over (
        partition by
            entries.plan_id, entries.period_code, entries.league, entries.indicator_key
        order by
            entries.standing_order asc, entries.rank_no asc nulls last, entries.org_code asc,
            entries.org_key asc
    ) as integer) as position_no,
    entries.is_synthetic,
    cast(entries.ranked_value as {{ quantity_type() }}) as ranked_value
from entries
left join indicators on entries.indicator_key = indicators.indicator_key
inner join labels on entries.standing = labels.code
