{% macro pattern(text) -%}
    {{ return(adapter.dispatch('pattern', 'planledger')(text)) }}
{%- endmacro %}

{% macro duckdb__pattern(text) -%}
    {#- A regular expression as a literal; engines read a backslash in a literal in two ways. -#}
    '{{ text }}'
{%- endmacro %}

{% macro spark__pattern(text) -%}
    '{{ text | replace("\\", "\\\\") }}'
{%- endmacro %}

{% macro matches(expression, text) -%}
    {{ return(adapter.dispatch('matches', 'planledger')(expression, text)) }}
{%- endmacro %}

{% macro duckdb__matches(expression, text) -%}
    {#- Whether a regular expression is found anywhere; anchor it to match the whole. -#}
    regexp_matches({{ expression }}, {{ pattern(text) }})
{%- endmacro %}

{% macro spark__matches(expression, text) -%}
    regexp_like({{ expression }}, {{ pattern(text) }})
{%- endmacro %}

{% macro last_match(expression, regular) -%}
    {{ return(adapter.dispatch('last_match', 'planledger')(expression, regular)) }}
{%- endmacro %}

{% macro duckdb__last_match(expression, regular) -%}
    {#- The last place that a regular expression, itself an expression, finds; null for none. -#}
    regexp_extract_all({{ expression }}, {{ regular }})[-1]
{%- endmacro %}

{% macro spark__last_match(expression, regular) -%}
    get(reverse(regexp_extract_all({{ expression }}, {{ regular }}, 0)), 0)
{%- endmacro %}

{% macro regexp_replace_all(expression, text, replacement) -%}
    {{ return(adapter.dispatch('regexp_replace_all', 'planledger')(expression, text, replacement)) }}
{%- endmacro %}

{% macro duckdb__regexp_replace_all(expression, text, replacement) -%}
    regexp_replace({{ expression }}, {{ pattern(text) }}, '{{ replacement }}', 'g')
{%- endmacro %}

{% macro spark__regexp_replace_all(expression, text, replacement) -%}
    regexp_replace({{ expression }}, {{ pattern(text) }}, '{{ replacement }}')
{%- endmacro %}

{% macro fold_text(expression) -%}
    {#- Full-width ASCII to half-width, lower case: what NFKC does to the characters that occur in
        names and numbers. No warehouse engine here has NFKC itself. Most texts have none of those
        characters, and looking for them costs a fiftieth of translating them. -#}
    case
        when {{ matches(expression, '[　！-～]') }} then lower(translate(
            {{ expression }},
            '　！＂＃＄％＆（）＊＋，－．／０１２３４５６７８９：；＜＝＞？＠ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ［］＾＿｀ａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ｛｜｝～',
            ' !"#$%&()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~'
        ))
        else lower({{ expression }})
    end
{%- endmacro %}

{% macro normalised_name(expression) -%}
    {#- A name for matching: folded, without white space and punctuation. Never shown to anybody. -#}
    {{ regexp_replace_all(fold_text(expression), '[\\p{P}\\p{Z}\\s]+', '') }}
{%- endmacro %}
