{#- No table: one model reads it. -#}
{{ config(materialized='ephemeral') }}

with

adjustments as (

    select * from {{ ref('target_adjustments') }}

),

targets as (

    select * from {{ ref('int_target_statements_ranked') }}
    where choice_no = 1

),

editions as (

    select * from {{ ref('int_statement_editions_dated') }}

),

keyed as (

    select
        *,
        {{ normalised_name('indicator_name') }} as match_name,
        {{ surrogate_key([
            'plan_id', 'indicator_name', 'org_code', 'period_code', 'effective_on',
        ]) }} as adjustment_key
    from adjustments

),

counted as (

    -- An adjustment without organisation is of the whole.
    select
        keyed.adjustment_key,
        count(targets.target_key) as target_count,
        min(targets.target_key) as target_key,
        min(targets.unit_code) as target_unit_code,
        min(targets.unit_name) as target_unit_name,
        min(editions.reissued_on) as reissued_on
    from keyed
    inner join targets
        on
            keyed.plan_id = targets.plan_id
            and keyed.match_name = targets.match_name
            and keyed.period_code = targets.period_code
            and (keyed.org_code = targets.org_code or (keyed.org_code is null and targets.is_total))
    left join editions on targets.statement_key = editions.statement_key
    group by keyed.adjustment_key

),

paired as (

    select
        keyed.*,
        counted.target_count,
        counted.target_key,
        counted.target_unit_code,
        counted.target_unit_name,
        counted.reissued_on
    from keyed
    left join counted on keyed.adjustment_key = counted.adjustment_key

)

select * from paired
