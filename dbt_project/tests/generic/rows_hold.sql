{% test rows_hold(
    model, keys=[], unique=[], present=[], codes={}, references={}, not_negative=[], shares=[]
) -%}
    {#- All rules that rows of one model keep, in one query.

        keys: columns that are each unique and never null.
        unique: lists of columns that are unique together; null is a value like any other.
        present: columns that are never null.
        codes: column -> the values it may have, beside null.
        references: column -> model.column, or a list of them, where its values, beside null, exist.
        not_negative: columns that are never below zero.
        shares: columns that lie between 0 and 1. -#}
    {{ breaches(model, keys, unique, present, codes, references, not_negative, shares) }}
{%- endtest %}
