with

numbered as (

    select * from {{ ref('int_actual_values_stacked') }}

),

targets as (

    select * from {{ ref('int_targets_resolved') }}

),

drafts as (

    -- Nobody reports on a draft.
    select document_key from {{ ref('int_documents_editioned') }}
    where standing = 'draft'

),

candidates as (

    -- Every plan of that year that names the indicator; best where this organisation has a
    -- target of its own, then where it inherits one, then where it has none.
    select
        numbered.actual_key,
        numbered.delivery_id,
        numbered.source,
        targets.plan_id,
        targets.indicator_key,
        min(targets.received_at) as plan_received_at,
        min(case
            when targets.org_code = numbered.org_code and targets.state <> 'merged_inherit' then 1
            when targets.org_code = numbered.org_code then 2
            else 3
        end) as fit
    from numbered
    inner join targets
        on
            numbered.match_name = targets.match_name
            and cast(numbered.year as {{ dbt.type_string() }}) = left(targets.period_code, 4)
    left join drafts on targets.document_key = drafts.document_key
    where drafts.document_key is null
    group by
        numbered.actual_key, numbered.delivery_id, numbered.source, targets.plan_id,
        targets.indicator_key

),

ranked as (

    -- Prose says nothing about a plan in which its organisation has no column.
    select
        *,
        rank() over (partition by actual_key order by fit) as fit_rank
    from candidates
    where source = 'submission' or fit < 3

),

fitted as (

    select
        actual_key,
        delivery_id,
        plan_id,
        indicator_key,
        plan_received_at
    from ranked
    where fit_rank = 1

)

select * from fitted
