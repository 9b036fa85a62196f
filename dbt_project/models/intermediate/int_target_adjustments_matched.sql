{%- set of_adjustment = [
    'plan_id', 'indicator_name', 'org_code', 'period_code', 'comparator', 'new_value', 'unit_name',
    'approval_document', 'approval_number', 'approved_on', 'effective_on', 'recorded_on',
    'recorded_by', 'reason', 'match_name', 'adjustment_key', 'target_unit_name',
] -%}
with

paired as (

    select * from {{ ref('int_target_adjustments_paired') }}

),

pairs as (

    select * from {{ ref('int_units_paired') }}

),

converted as (

    select
        {% for column in of_adjustment %}
            paired.{{ column }},
        {% endfor %}
        case when paired.reissued_on > paired.approved_on then paired.reissued_on end
            as overtaken_on,
        case when paired.target_count = 1 then paired.target_key end as target_key,
        case
            when paired.unit_name is null or paired.unit_name = paired.target_unit_name
                then paired.new_value
            else {{ in_other_unit('paired.new_value', 'pairs.factor') }}
        end as adjusted_value,
        case
            when paired.target_count is null then 'target_not_found'
            when paired.target_count > 1 then 'several_targets'
        end as unmatched_reason
    from paired
    left join pairs
        on
            {{ fold_text('paired.unit_name') }} = pairs.from_unit_name
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
    case
        when refusal_reason is null
            then coalesce(overtaken_on, lead(effective_on) over one_target)
    end as replaced_on,
    case when refusal_reason is null then row_number() over one_target end as adjustment_no
from judged
window one_target as (
    partition by target_key, refusal_reason order by effective_on, approved_on, adjustment_key
)
