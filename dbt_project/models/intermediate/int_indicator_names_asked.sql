{#- No table: one model reads it. -#}
{{ config(materialized='ephemeral') }}

with

targets as (

    select * from {{ ref('int_targets_resolved') }}
    where {{ changed('calendar_year') }}

),

drafts as (

    -- Nobody reports on a draft.
    select document_key from {{ ref('int_documents_editioned') }}
    where standing = 'draft'

),

asked as (

    -- What a plan asks of an organisation: best a target of its own, then one that it inherits.
    select
        targets.match_name,
        left(targets.period_code, 4) as plan_year,
        targets.plan_id,
        targets.indicator_key,
        targets.org_code,
        min(targets.received_at) as received_at,
        min(case when targets.state <> 'merged_inherit' then 1 else 2 end) as fit
    from targets
    left join drafts on targets.document_key = drafts.document_key
    where drafts.document_key is null
    group by
        targets.match_name, left(targets.period_code, 4), targets.plan_id, targets.indicator_key,
        targets.org_code

)

select
    *,
    min(received_at) over (partition by match_name, plan_year, plan_id, indicator_key)
        as plan_received_at,
    rank() over (partition by match_name, plan_year, org_code order by fit) as fit_rank
from asked
