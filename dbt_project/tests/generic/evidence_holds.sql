{% test evidence_holds(model) -%}
    {#- The same rules for every evidence table: a subject is judged once, and what it names exists:
        each document was delivered, each organisation and each period is known. -#}
    {{ breaches(
        model,
        keys=['subject_key'],
        unique=[],
        present=[],
        codes={},
        references={
            'document_key': ['fct_delivery_outcomes.document_key', 'dim_documents.document_key'],
            'org_code': 'dim_org_units.org_code',
            'period_code': 'dim_periods.period_code',
        },
        not_negative=[],
    ) }}
{%- endtest %}
