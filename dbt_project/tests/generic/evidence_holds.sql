{% test evidence_holds(model) -%}
    {#- The same rules for every evidence table: a subject is judged once, and what it names exists:
        each document was delivered, each organisation and each period is known. -#}
    {%- set documents = [ref('fct_delivery_outcomes'), ref('dim_documents')] -%}
    {{ breaches(
        model,
        keys=['subject_key'],
        unique=[],
        present=[],
        codes={},
        references={
            'document_key': {'to': documents, 'field': 'document_key'},
            'org_code': {'to': ref('dim_org_units'), 'field': 'org_code'},
            'period_code': {'to': ref('dim_periods'), 'field': 'period_code'},
        },
        not_negative=[],
    ) }}
{%- endtest %}
