with

numbered as (

    select * from {{ ref('int_submission_values_identified') }}

),

targets as (

    select * from {{ ref('int_targets_resolved') }}

),

candidates as (

    -- Every plan of that year that names the indicator; best where this organisation has a
    -- target of its own, then where it inherits one, then where it has none.
    select
        numbered.actual_key,
        targets.indicator_key,
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
    group by numbered.actual_key, targets.indicator_key

),

ranked as (

    select
        actual_key,
        indicator_key,
        rank() over (partition by actual_key order by fit) as fit_rank
    from candidates

),

decided as (

    -- One best indicator is a match, several are none: the value stays, unmatched.
    select
        actual_key,
        case when count(*) = 1 then min(indicator_key) end as indicator_key,
        case when count(*) = 1 then 'matched' else 'ambiguous' end as indicator_match
    from ranked
    where fit_rank = 1
    group by actual_key

),

matched as (

    select
        numbered.*,
        decided.indicator_key,
        coalesce(decided.indicator_match, 'unmatched') as indicator_match
    from numbered
    left join decided on numbered.actual_key = decided.actual_key

)

select * from matched
