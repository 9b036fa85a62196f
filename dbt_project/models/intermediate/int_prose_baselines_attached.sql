{#- No table: one model reads it. -#}
{{ config(materialized='ephemeral') }}

{%- set reach = 40 -%}
{#- A baseline that another phrase names stands before its target in the same sentence. Unit: code
    points from the end of the baseline to the start of the target. -#}
with

baselines as (

    select * from {{ ref('int_prose_places_named') }}
    where kind = 'baseline'

),

targets as (

    select * from {{ ref('int_prose_targets_identified') }}
    where resolution in ('table', 'own')

),

candidates as (

    -- 从10个工作日压缩到7个工作日: the same unit; 在500家的基础上增长20%: a change has another one.
    select
        baselines.*,
        targets.statement_key as target_statement_key,
        targets.indicator_key,
        targets.target_org_key,
        targets.target_org_name,
        targets.match_name as target_match_name,
        baselines.match_name = targets.match_name as is_same_name,
        targets.start_place - baselines.end_place as distance
    from baselines
    inner join targets
        on
            baselines.document_key = targets.document_key
            and baselines.part_no = targets.part_no
            and (baselines.unit_family = targets.unit_family or targets.change is not null)
            and (
                baselines.match_name = targets.match_name
                or targets.start_place - baselines.end_place between 0 and {{ reach }}
            )

),

ranked as (

    select
        *,
        row_number() over (
            partition by document_key, place, indicator_name, occurrence_no
            order by
                case when is_same_name then 1 else 2 end, abs(distance), target_statement_key
        ) as choice_no
    from candidates

),

attached as (

    select
        *,
        {{ surrogate_key([
            'document_key', "'prose'", 'kind', 'place', 'indicator_name', 'occurrence_no',
            "'1'",
        ]) }} as statement_key
    from ranked
    where choice_no = 1

)

select * from attached
