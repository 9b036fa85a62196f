with

documents as (

    select * from {{ ref('dim_documents') }}
    where not is_superseded

),

names as (

    select * from {{ ref('stg_match__entity_matches') }}
    where entity_type in ('org', 'department')

),

former_names as (

    -- the name as a place was called until a day; it may be printed in short or in full
    select
        org_code,
        name,
        max(valid_to) as valid_to
    from (
        select
            org_code,
            org_name as name,
            valid_to
        from {{ ref('stg_match__org_unit_former_names') }}
        union all
        select
            org_code,
            official_name as name,
            valid_to
        from {{ ref('stg_match__org_unit_former_names') }}
    ) as both_forms
    where valid_to is not null
    group by org_code, name

),

org_units as (

    select * from {{ ref('dim_org_units') }}

),

known as (

    select
        names.*,
        documents.plan_id,
        documents.received_at,
        documents.title,
        documents.valid_from as printed_on,
        documents.kind in ('plan', 'task_list') as is_plan,
        org_units.official_name as current_name,
        coalesce(former_names.valid_to, org_units.valid_to) as ended_on,
        {{ json_first('names.candidates', 'name') }} as like_name
    from names
    inner join documents
        on names.document_key = documents.document_key
    left join org_units
        on names.entity_type = 'org' and names.matched_code = org_units.org_code
    left join former_names
        on
            names.entity_type = 'org'
            and names.matched_code = former_names.org_code
            and names.printed_name = former_names.name
            and org_units.org_name <> former_names.name

),

judged as (

    select
        *,
        case
            when not is_plan then 'not_a_plan'
            when status = 'rejected' then 'stands_for_many'
        end as skip_reason,
        case
            when status = 'unmatched' then 'unknown'
            when status = 'ambiguous' then 'alike'
            when ended_on < printed_on then 'renamed'
            else 'known'
        end as name_state
    from known

),

compared as (

    select
        'X04' as check_id,
        document_key,
        plan_id,
        received_at,
        skip_reason,
        printed_name as subject_zh,
        printed_name as subject_en,
        case when entity_type = 'org' then matched_code end as org_code,
        cast(null as {{ dbt.type_string() }}) as period_code,
        '1' as expected,
        printed_name as observed,
        case
            when skip_reason is not null then null
            when name_state = 'known' then 0
            else 1
        end as difference,
        0 as tolerance,
        skip_reason is null as is_evaluated,
        evidence,
        {{ surrogate_key(['plan_id', 'entity_type', 'printed_name']) }} as subject_key,
        {{ json_record([
            ['name_state', 'name_state'],
            ['like_name', 'like_name'],
            ['current_name', 'current_name'],
            ['state_zh', "case name_state when 'unknown' then '名称不在名录中，无法识别'"
                ~ " when 'alike' then '与“' || coalesce(like_name, '') || '”相近，可能是同一单位的不同写法'"
                ~ " when 'renamed' then '该名称已于 ' || ended_on || ' 停用，现为“' || coalesce(current_name, '') || '”'"
                ~ " else '已识别' end"],
            ['state_en', "case name_state when 'unknown' then 'no such name is known'"
                ~ " when 'alike' then 'much like “' || coalesce(like_name, '') || '”: perhaps one office under two names'"
                ~ " when 'renamed' then 'the name ended on ' || ended_on || ', now “' || coalesce(current_name, '') || '”'"
                ~ " else 'known' end"],
        ]) }} as detail
    from judged

),

latest as (

    {{ latest_document_per_subject('compared') }}

)

select
    {{ check_columns() }}
from latest
