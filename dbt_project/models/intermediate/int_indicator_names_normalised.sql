{{ config(materialized='incremental', meta={'changed_by': 'nothing'}) }}

with

cells as (

    select * from {{ ref('stg_plan__cells') }}
    where {{ changed('nothing') }}

),

submission_values as (

    select * from {{ ref('stg_progress__submission_values') }}
    where {{ changed('delivery') }}

),

quantities as (

    select * from {{ ref('stg_plan__quantities') }}
    where {{ changed('nothing') }}

),

units as (

    select * from {{ ref('units') }}

),

printed as (

    select indicator_name from cells
    union
    select indicator_name from submission_values
    union
    select indicator_name from quantities

),

folded as (

    select
        indicator_name,
        {{ fold_text('indicator_name') }} as folded_name
    from printed
    where {{ not_yet_in_this('indicator_name') }}

),

split as (

    select
        *,
        trim(regexp_extract(folded_name, '[(]([^()]*)[)] *$', 1)) as last_bracket
    from folded

),

stripped as (

    -- Only a unit is taken away; 合同示范文本(合同范本) keeps its bracket.
    select
        split.indicator_name,
        split.folded_name,
        units.unit_name as bracket_unit_name,
        case
            when units.unit_name is not null
                then {{ regexp_replace_all('split.folded_name', '[(][^()]*[)] *$', '') }}
            else split.folded_name
        end as bare_name
    from split
    left join units on split.last_bracket = units.unit_name

),

normalised as (

    select
        indicator_name,
        bracket_unit_name,
        coalesce(nullif({{ normalised_name('bare_name') }}, ''), folded_name) as match_name
    from stripped

)

select * from normalised
