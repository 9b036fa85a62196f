{% macro measured_counts() -%}
    {#- Aggregates of int_targets_measured: how many targets have each element, and who lacks it. -#}
    count(*) as target_count,
    count(case when element_count = 4 then 1 end) as complete_count,
    sum(element_count) as element_count,
    sum(has_number) as has_number_count,
    sum(has_unit) as has_unit_count,
    sum(has_owner) as has_owner_count,
    sum(has_deadline) as has_deadline_count,
    {%- for element in ['number', 'unit', 'owner', 'deadline'] %}
    {{ first_names(listed(
        'measured_name', ['measured_name', 'measured_key'], 'has_' ~ element ~ ' = 0'
    )) }} as no_{{ element }}{{ ',' if not loop.last }}
    {%- endfor %}
{%- endmacro %}

{% macro plan_lineage(issuer, title) -%}
    {#- What stays of a title from year to year: no years, numbers of the year, editions or wrapping
        words. Null without an issuer: a title alone may be anybody's. -#}
    {{ normalised_name(issuer) }} || '|' || {{ normalised_name(regexp_replace_all(
        fold_text(title),
        '(19|20)[0-9]{2}(年度?)?|[(][^()]*[)]|关于|印发|下发|公布|的?通知|[零〇一二三四五六七八九十0-9]+[大件项个]',
        ''
    )) }}
{%- endmacro %}

{% macro is_like_name(left_name, right_name) -%}
    {#- Two matching names of which one holds the other, or that begin alike: perhaps one thing under
        two names. Never taken for one; only a reason to say nothing. -#}
    (
        contains({{ left_name }}, {{ right_name }})
        or contains({{ right_name }}, {{ left_name }})
        or left({{ left_name }}, 5) = left({{ right_name }}, 5)
        or right({{ left_name }}, 5) = right({{ right_name }}, 5)
    )
{%- endmacro %}

{% macro any_row(condition) -%}
    {#- Aggregate: 1 if a condition holds for some row, else 0. -#}
    max(case when {{ condition }} then 1 else 0 end)
{%- endmacro %}

{% macro paragraph_bracket(text, evidence) -%}
    {#- The bracket that ends the paragraph in which a quote stands: （餐饮处）; empty for none. -#}
    regexp_extract(
        regexp_extract(
            substr({{ text }}, {{ evidence_start(evidence) }} + 1, 1500),
            {{ pattern('^[^\\r\\n]*') }}, 0
        ),
        {{ pattern('[(（][^()（）]{2,80}[)）][。；;]?\\s*$') }}, 0
    )
{%- endmacro %}

{% macro same_indicator(aggregate, left_row, right_row) -%}
    {#- An aggregate over the rows of one name and unit among those of names that are alike. -#}
    {{ aggregate }} filter (
        where {{ left_row }}.match_name = {{ right_row }}.match_name
        and {{ left_row }}.base_unit_code = {{ right_row }}.base_unit_code
    )
{%- endmacro %}

{% macro not_comparable_plans(check_id) -%}
    {#- Why a target of one plan is not held against another plan; null where it is. Reads
        found_share, is_other_kind, is_found and like_indicator. -#}
    case
        when found_share < {{ check_parameter(check_id, 'least_shared') }}
            then 'plans_are_about_other_things'
        when is_other_kind then 'level_against_change'
        when not is_found and like_indicator is not null then 'renamed_perhaps'
    end
{%- endmacro %}

{% macro fate_of_target(other_value, absent, met) -%}
    {#- What another plan made of a target: it lacks it, asks less than base_value, or enough. -#}
    case
        when not is_found then '{{ absent }}'
        when direction = 'lower' and {{ other_value }} > base_value
            then 'weaker'
        when direction = 'higher' and {{ other_value }} < base_value
            then 'weaker'
        else '{{ met }}'
    end
{%- endmacro %}
