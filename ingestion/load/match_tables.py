"""Columns of the tables that hold what names mean and what reviewers decided, in schema ``raw``.

`ingestion.match.run` and `ingestion.review.answers` fill them between the records and the models;
until then they are empty.
"""

from __future__ import annotations

import pyarrow as pa

from ingestion.load.schemas import DECIMAL

MATCH_TABLES: dict[str, pa.Schema] = {
    "document_scopes": pa.schema(
        {
            "document_id": pa.string(),
            "scope_key": pa.string(),
            "scope_org_code": pa.string(),
            "scope_name": pa.string(),
            "basis": pa.string(),
        }
    ),
    "entity_matches": pa.schema(
        {
            "match_key": pa.string(),
            "entity_type": pa.string(),
            "scope_key": pa.string(),
            "scope_name": pa.string(),
            "printed_name": pa.string(),
            "matched_code": pa.string(),
            "matched_name": pa.string(),
            "method": pa.string(),
            "status": pa.string(),
            "score": pa.float64(),
            "candidates": pa.string(),
            "occurrence_count": pa.int64(),
            "evidence": pa.string(),
            "document_id": pa.string(),
        }
    ),
    "indicator_matches": pa.schema(
        {
            "match_key": pa.string(),
            "match_no": pa.int64(),
            "plan_id": pa.string(),
            "left_document_id": pa.string(),
            "left_key": pa.string(),
            "left_indicator": pa.string(),
            "left_quote": pa.string(),
            "left_text": pa.string(),
            "left_section": pa.string(),
            "left_org": pa.string(),
            "left_year": pa.int64(),
            "left_comparator": pa.string(),
            "left_value": DECIMAL,
            "left_unit": pa.string(),
            "right_document_id": pa.string(),
            "right_key": pa.string(),
            "right_indicator": pa.string(),
            "right_quote": pa.string(),
            "right_org": pa.string(),
            "right_year": pa.int64(),
            "right_period": pa.string(),
            "right_evidence": pa.string(),
            "right_comparator": pa.string(),
            "right_value": DECIMAL,
            "right_unit": pa.string(),
            "difference": DECIMAL,
            "score": pa.float64(),
            "status": pa.string(),
            "method": pa.string(),
            "relation": pa.string(),
            "reason": pa.string(),
            "candidates": pa.string(),
            "evidence": pa.string(),
        }
    ),
    "task_matches": pa.schema(
        {
            "plan_id": pa.string(),
            "task_document_id": pa.string(),
            "task_part_no": pa.int64(),
            "task_table_no": pa.int64(),
            "task_row_no": pa.int64(),
            "task_name": pa.string(),
            "document_id": pa.string(),
            "delivery_id": pa.string(),
            "part_no": pa.int64(),
            "table_no": pa.int64(),
            "project_no": pa.int64(),
            "project_name": pa.string(),
            "status": pa.string(),
            "score": pa.float64(),
            "candidates": pa.string(),
        }
    ),
    "org_units_in_use": pa.schema(
        {
            "org_code": pa.string(),
            "org_name": pa.string(),
            "official_name": pa.string(),
            "org_level": pa.string(),
            "parent_org_code": pa.string(),
            "valid_from": pa.date32(),
            "valid_to": pa.date32(),
            "successor_org_code": pa.string(),
            "is_official": pa.bool_(),
        }
    ),
    "org_unit_former_names": pa.schema(
        {
            "org_code": pa.string(),
            "org_name": pa.string(),
            "official_name": pa.string(),
            "valid_from": pa.date32(),
            "valid_to": pa.date32(),
            "basis": pa.string(),
        }
    ),
    "review_decisions": pa.schema(
        {
            "decision_key": pa.string(),
            "queue_key": pa.string(),
            "question_type": pa.string(),
            "subject": pa.string(),
            "decision": pa.string(),
            "value": pa.string(),
            "reviewer": pa.string(),
            "reason": pa.string(),
            "decided_at": pa.timestamp("us"),
            "value_number": DECIMAL,
            "value_code": pa.string(),
            "value_name": pa.string(),
            "is_latest": pa.bool_(),
        }
    ),
}
