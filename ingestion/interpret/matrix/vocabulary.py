"""The reviewed words of table headers. Pure."""

from __future__ import annotations

import re
from functools import cache

from ingestion.values.lookups import entries, entry_expression


@cache
def header_role(folded: str) -> str | None:
    """Role of a squashed label, or None for what may be an organisation."""
    for role, expression in _role_expressions():
        if expression.search(folded):
            return role
    return None


@cache
def _role_expressions() -> tuple[tuple[str, re.Pattern[str]], ...]:
    roles = entries("header_words", "roles")
    return tuple((e["role"], re.compile(entry_expression(e))) for e in roles)
