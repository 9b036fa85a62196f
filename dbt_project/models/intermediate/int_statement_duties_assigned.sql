{#- No table: one model reads it. -#}
{{ config(materialized='ephemeral') }}

with

statements as (

    select * from {{ ref('int_statements_identified') }}

),

anchors as (

    -- An inherited cell's evidence points to the cell that was merged over it.
    select
        document_key,
        place,
        min(state) as anchor_state
    from statements
    where state <> 'merged_inherit' and place is not null
    group by document_key, place

),

followers as (

    select
        document_key,
        place,
        count(*) as follower_count
    from statements
    where state = 'merged_inherit' and target_value is null and not is_total and place is not null
    group by document_key, place

),

anchored as (

    select
        statements.statement_key,
        statements.state,
        statements.target_value,
        statements.is_total,
        anchors.anchor_state,
        coalesce(followers.follower_count, 0) as follower_count
    from statements
    left join anchors
        on statements.document_key = anchors.document_key and statements.place = anchors.place
    left join followers
        on statements.document_key = followers.document_key and statements.place = followers.place

),

effective as (

    -- A cell that a number was merged over is reported with its anchor: it is one figure, whether
    -- the merge runs over organisations or over rows.
    select
        *,
        case
            when state = 'merged_inherit' and target_value is not null then 'value'
            when state = 'merged_inherit' then anchor_state
            else state
        end as effective_state
    from anchored

),

assigned as (

    select
        statement_key,
        case
            when state = 'value' and not is_total and follower_count > 0 then 'joint'
            when state = 'merged_inherit' and effective_state in ('value', 'all_orgs')
                then 'joint'
            when effective_state in ('value', 'all_orgs') then 'own'
            when effective_state in ('delegated', 'text') then 'delegated'
            else 'none'
        end as reporting_duty
    from effective

)

select * from assigned
