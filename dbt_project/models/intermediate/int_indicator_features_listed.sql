with

statements as (

    select * from {{ ref('int_statements_identified') }}

),

submission_values as (

    select * from {{ ref('stg_progress__submission_values') }}

),

names as (

    select * from {{ ref('int_indicator_names_normalised') }}

),

planned as (

    select indicator_key as subject_key, 'indicator' as field, match_name as feature from statements
    union
    select indicator_key, 'unit', {{ fold_text('unit_name') }} from statements where unit_name is not null
    union
    select indicator_key, 'state', state from statements where state = 'all_orgs'
    union
    select indicator_key, 'raw', {{ fold_text('raw') }} from statements where is_total and raw <> ''
    union
    select indicator_key, 'comparator', comparator from statements where is_total and comparator is not null
    union
    select indicator_key, 'change', change from statements where is_total and change is not null

),

reported as (

    select names.match_name as subject_key, 'indicator' as field, names.match_name as feature
    from submission_values
    inner join names on submission_values.indicator_name = names.indicator_name
    union
    select names.match_name, 'unit', {{ fold_text('submission_values.printed_unit_name') }}
    from submission_values
    inner join names on submission_values.indicator_name = names.indicator_name
    where submission_values.printed_unit_name is not null

),

listed as (

    select subject_key, field, feature from planned
    union
    select subject_key, field, feature from reported
    union
    -- What every subject has, for the rule that speaks last.
    select subject_key, 'any' as field, '' as feature from planned where field = 'indicator'
    union
    select subject_key, 'any', '' from reported where field = 'indicator'

)

select * from listed
