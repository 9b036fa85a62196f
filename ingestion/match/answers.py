"""What reviewers decided about names, in the form in which the matchers look it up. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ingestion.load.reviews import Decision


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
    narrative: Mapping[str, Answer] = field(default_factory=dict)


def answers_from(decisions: Iterable[Decision]) -> Answers:
    """Sort the decisions that count by the type of entity that their question was about.

    Decisions on anything else, such as a cell, are obeyed by the models of the warehouse.
    """
    families = ("org", "department", "indicator", "narrative")
    found: dict[str, dict[str, Answer]] = {family: {} for family in families}
    for one in decisions:
        family = one.question_type.split("_")[0]
        if family in found:
            code = None if one.decision == "reject" else one.value_code
            found[family][one.queue_key] = Answer(code, one.value_name or "")
    return Answers(*(found[family] for family in families))
