with

adjustments as (

    select * from {{ ref('target_adjustments') }}

),

targets as (

    select * from {{ ref('int_target_statements_ranked') }}
    where choice_no = 1

),

pairs as (

    select * from {{ ref('int_units_paired') }}

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

paired as (

    -- An adjustment without organisation is of the whole.
    select
        keyed.adjustment_key,
        count(targets.target_key) as target_count,
        min(targets.target_key) as target_key,
        min(targets.unit_code) as target_unit_code,
        min(targets.unit_name) as target_unit_name
    from keyed
    inner join targets
        on
            keyed.plan_id = targets.plan_id
            and keyed.match_name = targets.match_name
            and keyed.period_code = targets.period_code
            and (keyed.org_code = targets.org_code or (keyed.org_code is null and targets.is_total))
    group by keyed.adjustment_key

),

converted as (

    select
        keyed.*,
        paired.target_unit_name,
        case when paired.target_count = 1 then paired.target_key end as target_key,
        case
            when keyed.unit_name is null or keyed.unit_name = paired.target_unit_name
                then keyed.new_value
            else {{ in_other_unit('keyed.new_value', 'pairs.factor') }}
        end as adjusted_value,
        case
            when paired.target_count is null then 'target_not_found'
            when paired.target_count > 1 then 'several_targets'
        end as unmatched_reason
    from keyed
    left join paired on keyed.adjustment_key = paired.adjustment_key
    left join pairs
        on
            {{ fold_text('keyed.unit_name') }} = pairs.from_unit_name
            and paired.target_unit_code = pairs.to_unit_code

),

judged as (

    select
        *,
        coalesce(
            unmatched_reason, case when adjusted_value is null then 'unit_differs' end
        ) as refusal_reason
    from converted

)

select
    *,
    case when refusal_reason is null then lead(effective_on) over one_target end as replaced_on,
    case when refusal_reason is null then row_number() over one_target end as adjustment_no
from judged
window one_target as (
    partition by target_key, refusal_reason order by effective_on, approved_on, adjustment_key
)
