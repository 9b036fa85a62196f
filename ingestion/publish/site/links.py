"""Addresses of pages within the site: made of keys alone, whatever the keys hold. Pure."""

from __future__ import annotations

import hashlib
import re

_SAFE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")


def file_stem(key: str) -> str:
    """A key as a file name: itself where it is one on every system, else its hash."""
    if _SAFE.fullmatch(key):
        return key
    return hashlib.sha256(key.encode()).hexdigest()[:32]


def finding_page(finding_key: str) -> str:
    """Page of one finding."""
    return f"findings/{file_stem(finding_key)}.html"


def finding_list_page(number: int) -> str:
    """One of the pages that list the findings; numbers count from 1."""
    return "findings.html" if number == 1 else f"findings-{number}.html"


def document_page(document_key: str, number: int = 1) -> str:
    """One page of a document; numbers count from 1."""
    suffix = "" if number == 1 else f"-{number}"
    return f"documents/{file_stem(document_key)}{suffix}.html"


def plan_page(plan_id: str) -> str:
    """The audit of one plan."""
    return f"plans/{plan_code(plan_id)}.html"


def score_page(plan_id: str) -> str:
    """Scorecard and curves of one plan."""
    return f"scorecards/{plan_code(plan_id)}.html"


def target_page(plan_id: str) -> str:
    """Targets and actuals of one plan, as its table prints them."""
    return f"targets/{plan_code(plan_id)}.html"


def plan_code(plan_id: str) -> str:
    """A short code of a plan for addresses and filters: plan ids hold words of documents."""
    return hashlib.sha256(plan_id.encode()).hexdigest()[:16]
