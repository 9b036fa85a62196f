"""What reviewers decided about names, in the form in which the matchers look it up. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Answer:
    """What a name means: a code, or none where the reviewer rejected every meaning."""

    code: str | None
    name: str = ""


@dataclass(frozen=True)
class Answers:
    """Match key -> answer, by type of entity."""

    orgs: Mapping[str, Answer] = field(default_factory=dict)
    departments: Mapping[str, Answer] = field(default_factory=dict)
    indicators: Mapping[str, Answer] = field(default_factory=dict)
