{% test is_key(model, column_name) %}
-- unique and not null in one query, for layers that only feed others
select {{ column_name }}
from {{ model }}
group by {{ column_name }}
having count(*) > 1 or {{ column_name }} is null
{% endtest %}
