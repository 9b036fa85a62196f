"""Which printed departments are one, within the place whose task lists name them. Pure.

Two ways to print one name (width, blanks, brackets) are one department. Two names that are merely
alike, such as 质量发展处 and 质量处, stay two and are asked about.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from ingestion.match.answers import Answer
from ingestion.match.model import (
    EntityMatch,
    MatchStatus,
    Meaning,
    Mention,
    entity_match,
    match_key,
)
from ingestion.match.names import fold_name, listed
from ingestion.match.similar import best_candidates

_ALIKE = 0.8
"""Names so alike may be one department; asked, never assumed. Unit: share, 0 to 1."""


def match_departments(
    mentions: Sequence[Mention], answers: Mapping[str, Answer]
) -> list[EntityMatch]:
    """Give every printed department its code; ask where another of the scope is much alike.

    Args:
        mentions: Printed names with their scopes.
        answers: Match key -> what a reviewer decided: the department that it is.
    """
    scopes: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        scopes[mention.scope_key].append(mention)
    return [
        entity_match("department", mention, meaning)
        for scope_mentions in scopes.values()
        for mention, meaning in _within(scope_mentions, answers)
    ]


def _within(
    mentions: Sequence[Mention], answers: Mapping[str, Answer]
) -> list[tuple[Mention, Meaning]]:
    groups: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        groups[fold_name(mention.printed_name) or mention.printed_name].append(mention)
    shown = {name: _shown(group) for name, group in groups.items()}
    counts = {name: sum(one.occurrence_count for one in group) for name, group in groups.items()}
    return [
        (mention, _meaning(name, mention, shown, counts, answers))
        for name, group in groups.items()
        for mention in group
    ]


def _meaning(
    name: str,
    mention: Mention,
    shown: Mapping[str, str],
    counts: Mapping[str, int],
    answers: Mapping[str, Answer],
) -> Meaning:
    answer = answers.get(match_key("department", mention.scope_key, mention.printed_name))
    if answer is not None and answer.code:
        return Meaning(answer.code, answer.name, "reviewed", "matched", 1.0)
    code = department_code(mention.scope_key, name)
    if answer is not None:
        return Meaning(code, shown[name], "reviewed", "matched", 1.0)
    # The rarer of two is asked about, so that a pair is one question.
    commoner = [
        (department_code(mention.scope_key, other), shown[other], _core(other))
        for other in shown
        if other != name and (-counts[other], other) < (-counts[name], name)
    ]
    alike = best_candidates(_core(name), commoner, least=_ALIKE)
    status: MatchStatus = "ambiguous" if alike else "matched"
    return Meaning(code, shown[name], "official", status, 1.0, alike)


def department_code(scope_key: str, folded: str) -> str:
    """Stable code of a department: its place and its folded name."""
    return f"{scope_key}/{folded}"


def _shown(group: Sequence[Mention]) -> str:
    """The way in which a department is printed most often."""
    return max(group, key=lambda one: (one.occurrence_count, one.printed_name)).printed_name


def _core(folded: str) -> str:
    """A name without the words that one printing has and the other leaves out."""
    for word in listed("department_endings"):
        shorter = folded.replace(word, "")
        if len(shorter) > 1:
            folded = shorter
    return folded
