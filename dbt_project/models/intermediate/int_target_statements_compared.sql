with

statements as (

    select
        *,
        {{ surrogate_key(['plan_id', 'indicator_key', 'org_key', 'period_code']) }} as target_key
    from {{ ref('int_statements_united') }}
    where measure = 'target' and not is_superseded and indicator_key is not null

),

ranked as (

    select * from {{ ref('int_target_statements_ranked') }}

),

scaled as (

    -- Counted things are one family, whatever their measure word; a number without unit is in
    -- that of the other.
    select
        statements.statement_key,
        statements.target_key,
        statements.match_relation,
        coalesce(statements.resolution, '') = 'milestone' as is_milestone,
        chosen.base_unit_code,
        ranked.statement_key is null
        and coalesce(statements.resolution, '') <> 'milestone' as is_copy,
        statements.statement_key = chosen.statement_key as is_chosen,
        coalesce(
            statements.base_unit_code = chosen.base_unit_code
            or (statements.dimension = 'count' and chosen.dimension = 'count'), false
        ) as is_in_base,
        coalesce(statements.unit_name = chosen.unit_name, true) as is_in_unit,
        statements.base_value,
        statements.base_value_max,
        statements.target_value,
        statements.target_value_max,
        chosen.base_value as chosen_base_value,
        chosen.target_value as chosen_value
    from statements
    inner join ranked as chosen
        on statements.target_key = chosen.target_key and chosen.choice_no = 1
    left join ranked on statements.statement_key = ranked.statement_key

),

compared as (

    -- A range covers what lies in it; what is due earlier is another number.
    select
        *,
        cast(case
            when is_milestone then null
            when is_in_base
                then {{ nearest_in_range('chosen_base_value', 'base_value', 'base_value_max') }}
                    - chosen_base_value
            when is_in_unit
                then {{ nearest_in_range('chosen_value', 'target_value', 'target_value_max') }}
                    - chosen_value
        end as {{ quantity_type() }}) as difference
    from scaled

)

select
    statement_key,
    target_key,
    match_relation,
    is_copy,
    is_chosen,
    difference,
    case when is_in_base and not is_milestone then base_unit_code end as difference_unit_code,
    not is_chosen and (coalesce(difference, 0) <> 0 or coalesce(match_relation, '') = 'contradict')
        as is_different
from compared
