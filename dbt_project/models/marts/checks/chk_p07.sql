with

targets as (

    -- what may not be added up but is a mean of its parts: shares, scores, times, growth rates
    select * from {{ ref('fct_targets') }}
    where stated_in = 'table' and additivity in ('average', 'each')

),

printed as (

    select
        targets.*,
        statements.raw,
        coalesce(statements.col_no, 0) as col_no,
        targets.state in ('value', 'all_orgs') and targets.original_value is not null as has_value,
        max(case when targets.is_total then targets.original_value end) over (
            partition by targets.plan_id, targets.indicator_key, targets.period_code
        ) as whole_value
    from targets
    inner join {{ ref('units') }} as units on targets.unit_code = units.unit_code
    left join {{ ref('fct_target_statements') }} as statements
        on targets.statement_key = statements.statement_key
    where units.dimension in ('ratio', 'score') or left(units.dimension, 8) = 'duration'

),

sides as (

    -- a part without its own number (delegated, blank, inherited) may have any
    select
        plan_id,
        indicator_key,
        period_code,
        min(document_key) as document_key,
        min(unit_name) as unit_name,
        count(distinct unit_code) as unit_count,
        max(case when change is not null then 1 else 0 end) as is_change,
        count(case when is_total then 1 end) as total_count,
        count(case when not is_total and has_value then 1 end) as part_count,
        count(case
            when not is_total and state in ('delegated', 'blank', 'merged_inherit', 'text') then 1
        end) as open_count,
        count(case
            when not is_total and has_value and coalesce(original_comparator, '=') <> '=' then 1
        end) as bound_count,
        max(case when is_total then org_name end) as total_org,
        max(case when is_total then raw end) as total_raw,
        max(case when is_total then coalesce(original_comparator, '=') end) as total_comparator,
        max(whole_value) as total_value,
        min(case when not is_total and has_value then original_value end) as least_value,
        max(case when not is_total and has_value then original_value end) as most_value,
        {{ listed("concat(org_name, ' ', raw)", ['col_no', 'org_name'],
            'not is_total and has_value and original_value <> whole_value') }} as part_texts,
        {{ evidence_union(
            'case when is_total or has_value then evidence end', 'is_total desc, col_no, org_name'
        ) }} as evidence
    from printed
    group by plan_id, indicator_key, period_code

),

named as (

    select
        sides.*,
        indicators.row_no,
        indicators.indicator_name,
        indicators.direction
    from sides
    inner join {{ ref('dim_indicators') }} as indicators
        on sides.indicator_key = indicators.indicator_key

),

placed as (

    -- A mean lies between the least and the greatest of its parts, on neither unless all are alike.
    select
        *,
        coalesce(total_comparator in ('<=', '<'), false)
        or coalesce(direction = 'lower' and is_change = 0, false) as is_less_better,
        case
            when least_value > total_value then least_value - total_value
            when least_value = total_value then most_value - total_value
            else 0
        end as above,
        case
            when most_value < total_value then most_value - total_value
            when most_value = total_value then least_value - total_value
            else 0
        end as below,
        case
            when total_count <> 1 or total_value is null then 'total_missing'
            when part_count = 0 then 'no_parts'
            when unit_count > 1 then 'units_differ'
        end as skip_reason
    from named

),

judged as (

    select
        *,
        case when is_less_better then above else below end as shortfall,
        case when total_comparator = '=' then above + below else 0 end as excess
    from placed

),

compared as (

    select
        'P07' as check_id,
        document_key,
        plan_id,
        period_code,
        skip_reason,
        evidence,
        0 as tolerance,
        cast(null as {{ dbt.type_string() }}) as org_code,
        skip_reason is null as is_evaluated,
        {{ surrogate_key(['indicator_key', 'period_code']) }} as subject_key,
        {{ numbered_subject_zh('row_no', 'indicator_name') }} as subject_zh,
        {{ numbered_subject_en('row_no', 'indicator_name') }} as subject_en,
        {{ plain_number('total_value') }} as expected,
        concat_ws(
            '–',
            {{ plain_number('least_value') }},
            case when most_value > least_value then {{ plain_number('most_value') }} end
        ) as observed,
        case when shortfall <> 0 then shortfall else excess end as difference,
        {{ json_record([
            ['kind', "case when shortfall <> 0 then 'out_of_reach' else 'loose' end"],
            ['is_certain', "open_count + bound_count + is_change = 0"],
            ['is_touching', "total_value in (least_value, most_value)"],
            ['unit', 'unit_name'],
            ['total_org', 'total_org'],
            ['total_raw', 'total_raw'],
            ['parts', first_names('part_texts')],
            ['said_zh', "case when shortfall <> 0 then '各单位全部完成也达不到总目标'"
                " else '各单位的要求都不低于总目标，总目标偏宽' end"],
            ['said_en', "case when shortfall <> 0 then 'the total is out of reach of its parts'"
                " else 'the parts ask for more than the total' end"],
        ]) }} as detail
    from judged

)

select {{ check_columns() }} from compared
