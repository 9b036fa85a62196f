{{ config(materialized='incremental', meta={'changed_by': 'nothing'}) }}

{%- set decided = ['additivity', 'time_additivity', 'direction'] -%}
with

features as (

    select * from {{ ref('int_indicator_features_listed') }}
    where {{ not_yet_in_this('subject_key') }}

),

rules as (

    select * from {{ ref('additivity_rules') }}

),

overrides as (

    select
        *,
        {{ normalised_name('indicator_name') }} as match_name
    from {{ ref('additivity_overrides') }}

),

matched as (

    -- Of the rules that apply the first one decides; each of the three questions apart.
    select
        features.subject_key,
        min(case when rules.additivity <> '' then rules.rule_no end) as additivity_rule_no,
        min(case when rules.time_additivity <> '' then rules.rule_no end)
            as time_additivity_rule_no,
        min(case when rules.direction <> '' then rules.rule_no end) as direction_rule_no
    from features
    inner join rules
        on
            features.field = rules.field
            and case rules.match_type
                when 'any' then true
                when 'equals' then features.feature = rules.pattern
                when 'contains' then instr(features.feature, rules.pattern) > 0
                when 'starts_with'
                    then left(features.feature, length(rules.pattern)) = rules.pattern
                when 'ends_with'
                    then right(features.feature, length(rules.pattern)) = rules.pattern
            end
    group by features.subject_key

),

overridden as (

    -- A reviewer's word goes before every rule; a word on one plan before one on all plans.
    select
        named.subject_key,
        overrides.*,
        row_number() over (
            partition by named.subject_key
            order by case when overrides.plan_id is null then 2 else 1 end, overrides.indicator_name
        ) as choice_no
    from features as named
    inner join overrides on named.feature = overrides.match_name
    left join features as plans
        on named.subject_key = plans.subject_key and plans.field = 'plan'
    where
        named.field = 'indicator'
        and (overrides.plan_id is null or {{ fold_text('overrides.plan_id') }} = plans.feature)

),

classified as (

    -- inner joins are safe: the last rule matches every subject and answers all three
    select
        matched.subject_key,
        {% for question in decided %}
            coalesce(overridden.{{ question }}, {{ question }}_rules.{{ question }})
                as {{ question }},
            case
                when overridden.{{ question }} is null then {{ question }}_rules.reason
                else overridden.reason
            end as {{ question }}_reason,
        {% endfor %}
        overridden.subject_key is not null as is_overridden
    from matched
    {% for question in decided %}
        inner join rules as {{ question }}_rules
            on matched.{{ question }}_rule_no = {{ question }}_rules.rule_no
    {% endfor %}
    left join overridden
        on matched.subject_key = overridden.subject_key and overridden.choice_no = 1

)

select * from classified
