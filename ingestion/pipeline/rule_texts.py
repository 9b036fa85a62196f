"""The checks as their files state them, for the report's rule book."""

from __future__ import annotations

from expectations.registry import load_checks
from ingestion.publish.report import RuleText


def rule_texts() -> tuple[RuleText, ...]:
    """Every check, in order of id."""
    shared = set(RuleText.model_fields) - {"check_id"}
    return tuple(
        RuleText(check_id=one.id, **one.model_dump(include=shared)) for one in load_checks()
    )
