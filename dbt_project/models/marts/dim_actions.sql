with

statements as (

    select * from {{ ref('int_actions_identified') }}

),

counted as (

    select
        action_key,
        count(distinct indicator_key) as indicator_count
    from statements
    group by action_key

),

named as (

    select
        *,
        row_number() over (
            partition by plan_id
            order by
                part_no, table_no nulls last, row_no, {{ evidence_start('evidence') }},
                action_key
        ) as action_no
    from statements
    where choice_no = 1

)

select
    named.action_key,
    named.plan_id,
    named.document_key,
    named.action_name,
    named.stated_in,
    cast(named.action_no as integer) as action_no,
    named.action_declared_items as declared_item_count,
    counted.indicator_count
from named
inner join counted on named.action_key = counted.action_key
