with

features as (

    select * from {{ ref('int_indicator_features_listed') }}

),

rules as (

    select * from {{ ref('additivity_rules') }}

),

matched as (

    select
        features.subject_key,
        min(case when rules.additivity <> '' then rules.rule_no end) as additivity_rule_no,
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

classified as (

    -- inner joins are safe: the last rule matches every subject and names both
    select
        matched.subject_key,
        additivity_rules.additivity,
        additivity_rules.reason as additivity_reason,
        direction_rules.direction,
        direction_rules.reason as direction_reason
    from matched
    inner join rules as additivity_rules on matched.additivity_rule_no = additivity_rules.rule_no
    inner join rules as direction_rules on matched.direction_rule_no = direction_rules.rule_no

)

select * from classified
