with

numbered as (

    select * from {{ ref('int_actual_values_stacked') }}

),

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

),

ranked as (

    select
        *,
        min(received_at) over (partition by match_name, plan_year, plan_id, indicator_key)
            as plan_received_at,
        rank() over (partition by match_name, plan_year, org_code order by fit) as fit_rank
    from asked

),

named as (

    select
        match_name,
        plan_year,
        plan_id,
        indicator_key,
        plan_received_at
    from ranked
    group by match_name, plan_year, plan_id, indicator_key, plan_received_at

),

placed as (

    -- The organisation before the name, which many plans share. Whom no plan asks may report all
    -- the same; prose says nothing about a plan in which its organisation has no column.
    select
        numbered.actual_key,
        numbered.delivery_id,
        cast(numbered.year as {{ dbt.type_string() }}) as plan_year,
        ranked.plan_id,
        ranked.indicator_key,
        ranked.plan_received_at,
        case when ranked.match_name is null and numbered.source = 'submission'
                then numbered.match_name
        end as unasked_name
    from numbered
    left join ranked
        on
            numbered.match_name = ranked.match_name
            and cast(numbered.year as {{ dbt.type_string() }}) = ranked.plan_year
            and numbered.org_code = ranked.org_code
            and ranked.fit_rank = 1

)

select
    placed.actual_key,
    placed.delivery_id,
    coalesce(placed.plan_id, named.plan_id) as plan_id,
    coalesce(placed.indicator_key, named.indicator_key) as indicator_key,
    coalesce(placed.plan_received_at, named.plan_received_at) as plan_received_at
from placed
left join named on placed.unasked_name = named.match_name and placed.plan_year = named.plan_year
where placed.indicator_key is not null or named.indicator_key is not null
