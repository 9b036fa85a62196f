with

targets as (

    select * from {{ ref('int_targets_resolved') }}

),

documents as (

    select * from {{ ref('int_documents_editioned') }}

),

adjustments as (

    select * from {{ ref('int_target_adjustments_matched') }}
    where refusal_reason is null

),

first_adjustments as (

    select
        target_key,
        min(effective_on) as effective_on
    from adjustments
    group by target_key

),

versions as (

    select
        targets.target_key,
        targets.statement_key,
        cast(null as {{ dbt.type_string() }}) as adjustment_key,
        1 as version_no,
        targets.original_comparator as comparator,
        targets.unit_name,
        targets.original_value as target_value,
        documents.published_on as valid_from,
        first_adjustments.effective_on as valid_to,
        cast(targets.received_at as date) as known_from
    from targets
    left join documents on targets.document_key = documents.document_key
    left join first_adjustments on targets.target_key = first_adjustments.target_key
    union all
    select
        adjustments.target_key,
        targets.statement_key,
        adjustments.adjustment_key,
        1 + adjustments.adjustment_no as version_no,
        coalesce(adjustments.comparator, targets.original_comparator) as comparator,
        targets.unit_name,
        adjustments.adjusted_value as target_value,
        adjustments.effective_on as valid_from,
        adjustments.replaced_on as valid_to,
        adjustments.recorded_on as known_from
    from adjustments
    inner join targets on adjustments.target_key = targets.target_key

),

keyed as (

    select
        *,
        {{ surrogate_key(['target_key', 'version_no']) }} as version_key
    from versions

)

select
    version_key,
    target_key,
    statement_key,
    adjustment_key,
    cast(version_no as integer) as version_no,
    comparator,
    unit_name,
    target_value,
    valid_from,
    valid_to,
    known_from
from keyed
