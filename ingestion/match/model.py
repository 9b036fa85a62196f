"""What is matched, with what, and how sure. The rows of ``raw.entity_matches``. Pure."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Literal

from ingestion.match.names import fold_name
from ingestion.records import Record

EntityType = Literal["org", "department", "indicator"]
Method = Literal["reviewed", "official", "alias", "fuzzy", "none"]
MatchStatus = Literal["matched", "ambiguous", "unmatched", "rejected"]


class Candidate(Record):
    """Something that a printed name may mean. ``score`` runs from 0 to 1."""

    code: str
    name: str
    score: float


class EntityMatch(Record):
    """One printed name within one scope, and what it means there.

    ``status`` is ``rejected`` where the name is known to mean no single entity: a reviewer said so,
    or it is a word for many such as 各县区. ``evidence`` is that of the first occurrence.
    """

    match_key: str
    entity_type: EntityType
    scope_key: str
    scope_name: str
    printed_name: str
    matched_code: str | None
    matched_name: str | None
    method: Method
    status: MatchStatus
    score: float
    candidates: tuple[Candidate, ...]
    occurrence_count: int
    evidence: str
    document_id: str


@dataclass(frozen=True)
class Mention:
    """All occurrences of one printed name within one scope.

    ``beside`` holds the folded names printed with it where no place is known whose plan it is.
    """

    scope_key: str
    scope_name: str
    printed_name: str
    occurrence_count: int
    evidence: str
    document_id: str
    year: int | None = None
    is_total: bool = False
    beside: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Meaning:
    """What a name was found to mean; ``code`` is empty where nothing is certain."""

    code: str = ""
    name: str = ""
    method: Method = "none"
    status: MatchStatus = "unmatched"
    score: float = 0.0
    candidates: tuple[Candidate, ...] = field(default=())


def match_key(entity_type: EntityType, scope_key: str, printed_name: str) -> str:
    """The stable key of a question about a name; two ways to print one name share it."""
    natural = "|".join((entity_type, scope_key, fold_name(printed_name) or printed_name))
    return hashlib.md5(natural.encode(), usedforsecurity=False).hexdigest()


def entity_match(entity_type: EntityType, mention: Mention, meaning: Meaning) -> EntityMatch:
    """Join a mention with its meaning."""
    return EntityMatch(
        match_key=match_key(entity_type, mention.scope_key, mention.printed_name),
        entity_type=entity_type,
        scope_key=mention.scope_key,
        scope_name=mention.scope_name,
        printed_name=mention.printed_name,
        matched_code=meaning.code or None,
        matched_name=meaning.name or None,
        method=meaning.method,
        status=meaning.status,
        score=round(meaning.score, 4),
        candidates=meaning.candidates,
        occurrence_count=mention.occurrence_count,
        evidence=mention.evidence,
        document_id=mention.document_id,
    )
