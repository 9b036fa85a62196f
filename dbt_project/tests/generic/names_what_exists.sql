{% test names_what_exists(model) %}
-- Foreign keys of an evidence table in one query: each document was delivered, each organisation
-- and each period is known.
select judged.subject_key
from {{ model }} as judged
left join (
    select document_key from {{ ref('fct_delivery_outcomes') }}
    union
    select document_key from {{ ref('dim_documents') }}
) as documents on judged.document_key = documents.document_key
left join {{ ref('dim_org_units') }} as org_units on judged.org_code = org_units.org_code
left join {{ ref('dim_periods') }} as periods on judged.period_code = periods.period_code
where
    (judged.document_key is not null and documents.document_key is null)
    or (judged.org_code is not null and org_units.org_code is null)
    or (judged.period_code is not null and periods.period_code is null)
{% endtest %}
