"""Which plan indicator a reported name means, where it is not printed as the plan prints it. Pure.

A report that names an indicator as some plan of its year does needs nothing: the warehouse pairs
them. Any other name is asked about, with the plan's indicators most like it; it is never forced.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from ingestion.match.answers import Answer
from ingestion.match.model import EntityMatch, Meaning, Mention, entity_match, match_key
from ingestion.match.names import fold_name, without_brackets
from ingestion.match.similar import best_candidates


def match_reported(
    mentions: Sequence[Mention], planned: Iterable[tuple[str, str]], answers: Mapping[str, Answer]
) -> list[EntityMatch]:
    """Match the names of reported indicators with those of the plans of their year.

    Args:
        mentions: Reported names; the scope is the year.
        planned: (year, name as a plan prints it).
        answers: Match key -> what a reviewer decided: the plan's name for it.
    """
    plans: dict[str, list[str]] = defaultdict(list)
    for year, name in planned:
        plans[year].append(name)
    known = {year: set(map(_bare, names)) for year, names in plans.items()}
    return [
        entity_match(
            "indicator",
            mention,
            _meaning(
                mention, plans.get(mention.scope_key, ()), known.get(mention.scope_key, ()), answers
            ),
        )
        for mention in mentions
    ]


def _meaning(
    mention: Mention, plans: Sequence[str], known: Iterable[str], answers: Mapping[str, Answer]
) -> Meaning:
    answer = answers.get(match_key("indicator", mention.scope_key, mention.printed_name))
    if answer is not None and answer.code is None:
        return Meaning(method="reviewed", status="rejected")
    if answer is not None and answer.code in plans:
        return Meaning(answer.code or "", answer.name, "reviewed", "matched", 1.0)
    if _bare(mention.printed_name) in known:
        return Meaning(mention.printed_name, mention.printed_name, "official", "matched", 1.0)
    choices = [(name, name, _bare(name)) for name in dict.fromkeys(plans)]
    candidates = best_candidates(_bare(mention.printed_name), choices)
    return Meaning(score=candidates[0].score if candidates else 0.0, candidates=candidates)


def _bare(name: str) -> str:
    """The name without its unit bracket and punctuation."""
    return fold_name(without_brackets(name))
