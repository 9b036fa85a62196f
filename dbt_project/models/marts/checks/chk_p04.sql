with

statements as (

    -- Running text by the target that it states; the rows of a table by name and action, since
    -- each is a target of its own. Copies repeat a text; what is due earlier is another number.
    select
        *,
        case
            when stated_in = 'prose' then target_key
            else {{ surrogate_key([
                'plan_id', 'org_name', 'period_code', 'action_name',
                normalised_name('indicator_name'),
            ]) }}
        end as group_key,
        coalesce(base_value, target_value) as compared_value,
        coalesce(base_unit_code, unit_name, '') as compared_unit,
        coalesce({{ evidence_start('evidence') }}, row_no * 1000 + col_no) as start_place,
        row_number() over (
            order by
                coalesce({{ evidence_start('evidence') }}, row_no * 1000 + col_no), statement_key
        ) as place_no
    from {{ ref('fct_target_statements') }}
    where
        measure = 'target' and target_value is not null and target_key is not null
        and state <> 'merged_inherit' and not is_copy and (is_total or stated_in = 'prose')
        and coalesce(resolution, '') <> 'milestone'

),

repeated as (

    select
        stated_in,
        document_key,
        plan_id,
        group_key,
        compared_unit,
        coalesce(change, '') as change_said,
        min(org_code) as org_code,
        min(period_code) as period_code,
        min_by(indicator_name, place_no) as indicator_name,
        min_by(row_no, place_no) as row_no,
        min_by(raw, place_no) as first_raw,
        min(case when base_value is null or base_value = target_value then unit_name end)
            as unit_name,
        min_by(section, place_no) as first_section,
        max_by(section, place_no) as last_section,
        min_by(compared_value, place_no) as first_value,
        min(compared_value) as least_value,
        max(compared_value) as most_value,
        -- 确保40家、力争50家 is one promise in two steps; a name of few characters is no name
        case
            when max(case when resolution = 'table' then 1 else 0 end) = 1
                then 'compared_with_table'
            when max(case when target_value_max is not null or comparator = '~' then 1 else 0 end)
                = 1 then 'range_or_about'
            when stated_in = 'table' then null
            when min(compared_value) = max(compared_value) then null
            when min(length({{ normalised_name('indicator_name') }})) < 5 then 'short_name'
            when
                coalesce(min(section), '') = coalesce(max(section), '')
                and max(start_place) - min(start_place) < 60
                then 'one_sentence'
        end as skip_reason,
        {{ listed('raw', ['start_place', 'statement_key']) }} as quotes,
        max(received_at) as received_at,
        {{ evidence_union('evidence', 'start_place') }} as evidence
    from statements
    group by stated_in, document_key, plan_id, group_key, compared_unit, coalesce(change, '')
    having count(*) > 1

),

compared as (

    select
        'P04' as check_id,
        *,
        0 as tolerance,
        skip_reason is null as is_evaluated,
        {{ surrogate_key(['plan_id', 'group_key', 'compared_unit', 'change_said']) }}
            as subject_key,
        {{ numbered_subject_zh('row_no', 'indicator_name') }} as subject_zh,
        {{ numbered_subject_en('row_no', 'indicator_name') }} as subject_en,
        first_raw as expected,
        {{ joined_list('quotes', '、') }} as observed,
        case when first_value = least_value then most_value else least_value end - first_value
            as difference,
        {{ json_record([
            ['stated_in', 'stated_in'],
            ['first_section', 'first_section'],
            ['last_section', 'last_section'],
            ['unit', 'unit_name'],
        ]) }} as detail
    from repeated

),

latest as (

    {{ latest_document_per_subject('compared') }}

)

select {{ check_columns() }} from latest
