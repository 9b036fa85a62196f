with

pairs as (

    select * from {{ ref('rpt_narrative_vs_table') }}

),

named as (

    select
        pairs.*,
        documents.received_at,
        split_part(split_part(pairs.table_place, ':', 3), '#', 1) as row_no,
        coalesce(pairs.narrative_indicator, pairs.table_indicator) as indicator_name,
        replace(split_part(pairs.reason, ' (', 1), ';', '；') as reason_zh,
        replace(split_part(pairs.reason, ' (', 2), ')', '') as reason_en,
        -- 85以上 in the text and 90 in the table can both be kept; 50以上 and 25 cannot
        coalesce(case left(pairs.narrative_comparator, 1)
            when '>' then pairs.difference > 0 when '<' then pairs.difference < 0
        end, false) as is_kept_by_both,
        case
            when
                pairs.relation = 'contradict' and pairs.status = 'ambiguous'
                and pairs.score >= {{ check_parameter('P03', 'least_score') }} then 'perhaps'
            when pairs.status = 'ambiguous' then 'unsure'
            when pairs.status = 'rejected' then 'refused_by_reviewer'
            else pairs.relation
        end as verdict,
        cast(nullif(split_part(pairs.narrative_place, ':', 1), '') as integer) as start_place
    from pairs
    inner join {{ ref('dim_documents') }} as documents
        on coalesce(pairs.document_key, pairs.table_document_key) = documents.document_key

),

numbered as (

    select
        *,
        row_number() over (
            partition by
                document_key, relation, narrative_indicator, narrative_section, table_place
            order by start_place, match_no
        ) as occurrence_no,
        verdict in ('agree', 'contradict', 'stricter', 'looser', 'perhaps') as is_evaluated
    from named

),

compared as (

    select
        'P03' as check_id,
        coalesce(document_key, table_document_key) as document_key,
        plan_id,
        received_at,
        cast(null as {{ dbt.type_string() }}) as org_code,
        cast(null as {{ dbt.type_string() }}) as period_code,
        is_evaluated,
        case when not is_evaluated then coalesce(verdict, 'unsure') end as skip_reason,
        0 as tolerance,
        difference,
        {{ surrogate_key([
            'plan_id', normalised_name('indicator_name'), "coalesce(narrative_section, '')",
            "coalesce(narrative_org_name, '')", normalised_name("coalesce(table_indicator, '')"),
            "coalesce(row_no, '')", 'occurrence_no',
        ]) }} as subject_key,
        {{ numbered_subject_zh('row_no', "coalesce(table_indicator, indicator_name)") }}
            as subject_zh,
        {{ numbered_subject_en('row_no', "coalesce(table_indicator, indicator_name)") }}
            as subject_en,
        concat({{ plain_number('narrative_value') }}, coalesce(narrative_unit_name, ''))
            as expected,
        concat({{ plain_number('table_value') }}, coalesce(table_unit_name, '')) as observed,
        {{ joined_evidence(['evidence', 'table_evidence']) }} as evidence,
        {{ json_record([
            ['verdict', 'verdict'],
            ['method', 'method'],
            ['is_kept_by_both', 'is_kept_by_both'],
            ['section', "coalesce(narrative_section, '正文')"],
            ['clause', 'left(narrative_clause, 80)'],
            ['quote', 'narrative_quote'],
            ['table_org', 'table_org_name'],
            ['table_quote', 'table_quote'],
            ['unit', 'narrative_unit_name'],
            ['said_zh', "case verdict when 'contradict' then '表与正文数值不同'"
                " when 'perhaps' then '疑为同一指标而数值不同，须人工核对'"
                " when 'stricter' then '表较正文严' when 'looser' then '表较正文宽' end"],
            ['said_en', "case verdict when 'contradict' then 'table and text differ'"
                " when 'perhaps' then 'perhaps one indicator with two numbers, to be looked at'"
                " when 'stricter' then 'the table is stricter' when 'looser' then 'the table is looser'"
                " end"],
            ['reason_zh', 'reason_zh'],
            ['reason_en', 'reason_en'],
        ]) }} as detail
    from numbered

),

latest as (

    {{ latest_document_per_subject('compared') }}

)

select {{ check_columns() }} from latest
