"""Match mentions of indicators: narrative to table, year to year, level to level. Pure.

What is not sure is left unmatched, or ``ambiguous`` with its candidates, and waits for a reviewer
whose decision the next run obeys. A false match is worse than none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ingestion.match.align import align_names
from ingestion.match.candidates import CandidateIndex, actions_alike
from ingestion.match.compare import base_value, compare_values
from ingestion.match.indicator_model import (
    IndicatorMatch,
    IndicatorMention,
    MatchCandidate,
    MatchStatus,
)
from ingestion.match.judge import LEAST_SHARED, Setting, Verdict, judge_pair
from ingestion.match.named import Named, named, names_of
from ingestion.match.reasons import explain

_SHOWN = 3
_TOO_CLOSE = 0.03
_SAME_ACTION = 0.05
_EQUAL_NUMBER = 0.05
_ORDER = {"match": 0, "doubt": 1, "near": 2}


@dataclass(frozen=True, slots=True)
class _Judged:
    """One candidate of a mention with its judgement."""

    left: Named
    right: Named
    verdict: Verdict
    is_same_action: bool | None

    @property
    def rank(self) -> float:
        verdict = self.verdict
        score = 2.0 if verdict.is_exact else verdict.score
        score += _SAME_ACTION if self.is_same_action else 0.0
        return score + (_EQUAL_NUMBER if "equal" in verdict.reasons else 0.0)


def match_indicators(
    left: Sequence[IndicatorMention],
    right: Sequence[IndicatorMention],
    *,
    decisions: Mapping[str, str | None] | None = None,
    is_closed: bool = False,
) -> tuple[IndicatorMatch, ...]:
    """Find for every left mention the right mention that names the same indicator.

    Args:
        left: Such as the quantities of running text, a later year's rows, reported values.
        right: Such as the rows of the table, an earlier year's rows, the plan's indicators.
        decisions: What reviewers decided: left key to right key, or to None for no match.
        is_closed: The left names come from the right's own list (a submission on one plan), so
            that a shortened name that fits one indicator only is that indicator.

    Returns:
        One match per left mention in their order; more than one where a mention names several
        indicators, or where the table prints one indicator twice with one value.
    """
    index = CandidateIndex(right)
    by_key = {mention.key: mention for mention in right}
    judged: dict[str, list[list[_Judged]]] = {}
    found: dict[str, tuple[IndicatorMatch, ...]] = {}
    for mention in left:
        if decisions and mention.key in decisions:
            found[mention.key] = (_obey(mention, decisions[mention.key], by_key),)
            continue
        judged[mention.key] = [_judge(n, index, is_closed) for n in names_of(mention)]
        found[mention.key] = _decide(mention, judged[mention.key])
    anchors = _anchors(left, found)
    for mention in left:
        if mention.key in judged and found[mention.key][0].status != "matched":
            again = _recall(mention, judged[mention.key][0], anchors)
            found[mention.key] = again or found[mention.key]
    return tuple(match for mention in left for match in found[mention.key])


def _obey(
    mention: IndicatorMention, right_key: str | None, by_key: Mapping[str, IndicatorMention]
) -> IndicatorMatch:
    if right_key is None:
        return IndicatorMatch(
            mention.key, None, 1.0, "unmatched", "reviewed", None, explain(["reviewed"])
        )
    right = by_key.get(right_key)
    if right is None:
        return IndicatorMatch(mention.key, None, 0.0, "ambiguous", "none", None, explain(["gone"]))
    relation = judge_pair(
        named(mention, mention.name), named(right, right.name), Setting()
    ).relation
    values = compare_values(mention, right)
    relation = relation if values == "agree" else values
    return IndicatorMatch(
        mention.key, right_key, 1.0, "matched", "reviewed", relation, explain(["reviewed"])
    )


def _judge(left: Named, index: CandidateIndex, is_closed: bool) -> list[_Judged]:
    """Judge all candidates; of several names of one mention the best one counts."""
    best: dict[str, _Judged] = {}
    for right in index.near(left):
        same = index.is_same_action(left.mention, right.mention)
        setting = Setting(same, index.is_lone_number(right.mention), is_closed)
        verdict = judge_pair(left, right, setting)
        if verdict.level == "far":
            continue
        one = _Judged(left, right, verdict, same)
        other = best.get(right.mention.key)
        if other is None or _sorting(one) < _sorting(other):
            best[right.mention.key] = one
    return sorted(best.values(), key=_sorting)


def _sorting(judged: _Judged) -> tuple[int, float]:
    return _ORDER[judged.verdict.level], -judged.rank


def _decide(mention: IndicatorMention, names: list[list[_Judged]]) -> tuple[IndicatorMatch, ...]:
    """Take the parts that match, else the whole."""
    whole, *parts = names
    winners = [_winners(part) for part in parts]
    taken = {j.right.mention.key: j for part in winners if part for j in part}
    whole_winners = _winners(whole)
    if whole_winners and not (len(taken) > 1 and not whole_winners[0].verdict.is_exact):
        taken = {j.right.mention.key: j for j in whole_winners}
    if taken:
        return tuple(_matched(judged, whole) for judged in taken.values())
    return (_unmatched(mention, whole),)


def _winners(judged: list[_Judged]) -> list[_Judged]:
    """The best match, with its twins; nothing where another indicator is as near."""
    matches = [j for j in judged if j.verdict.level == "match"]
    if not matches:
        return []
    best = matches[0]
    rivals = [j for j in matches if j.rank > best.rank - _TOO_CLOSE or _is_unproven(best)]
    twins = [j for j in rivals if _is_twin(j, best)]
    return twins if len(twins) == len(rivals) else []


def _is_unproven(judged: _Judged) -> bool:
    """A short form without a number to prove it must fit one indicator only."""
    return not judged.verdict.is_exact and "silent" in judged.verdict.reasons


def _is_twin(one: _Judged, other: _Judged) -> bool:
    first, second = one.right, other.right
    return first.features == second.features and base_value(first.mention) == base_value(
        second.mention
    )


def _matched(judged: _Judged, all_judged: Iterable[_Judged]) -> IndicatorMatch:
    verdict = judged.verdict
    others = [j for j in all_judged if j.right.mention.key != judged.right.mention.key]
    return IndicatorMatch(
        left_key=judged.left.mention.key,
        right_key=judged.right.mention.key,
        score=1.0 if verdict.is_exact else round(verdict.score, 3),
        status="matched",
        method="exact" if verdict.is_exact else "fuzzy",
        relation=verdict.relation,
        why=explain(verdict.reasons),
        candidates=_shown(others),
    )


def _unmatched(mention: IndicatorMention, judged: list[_Judged]) -> IndicatorMatch:
    if not judged:
        why = explain(["nothing"])
        return IndicatorMatch(mention.key, None, 0.0, "unmatched", "none", None, why)
    best = judged[0].verdict
    status: MatchStatus = "unmatched" if best.level == "near" else "ambiguous"
    reasons = ("several",) if best.level == "match" else best.reasons
    return IndicatorMatch(
        left_key=mention.key,
        right_key=None,
        score=round(best.score, 3),
        status=status,
        method="none",
        relation="not_comparable" if best.level == "near" else None,
        why=explain(reasons),
        candidates=_shown(judged),
    )


def _shown(judged: Iterable[_Judged]) -> tuple[MatchCandidate, ...]:
    return tuple(
        MatchCandidate(
            j.right.mention.key,
            round(j.verdict.score, 3),
            j.verdict.relation,
            explain(j.verdict.reasons),
        )
        for j in list(judged)[:_SHOWN]
    )


def _anchors(
    left: Iterable[IndicatorMention], found: Mapping[str, tuple[IndicatorMatch, ...]]
) -> dict[str, list[IndicatorMention]]:
    """For every right key the left mentions that name it and agree with it."""
    anchors: dict[str, list[IndicatorMention]] = {}
    for mention in left:
        for match in found[mention.key]:
            if match.right_key is not None and match.relation == "agree":
                anchors.setdefault(match.right_key, []).append(mention)
    return anchors


def _recall(
    mention: IndicatorMention,
    judged: list[_Judged],
    anchors: Mapping[str, list[IndicatorMention]],
) -> tuple[IndicatorMatch, ...]:
    """Match a short name whose full name the same action printed before, whatever its number."""
    fitting = [j for j in judged if _is_short_form(j)]
    if len(fitting) != 1:
        return ()
    only = fitting[0]
    full_names = anchors.get(only.right.mention.key, ())
    if not any(_introduces(full, mention, only) for full in full_names):
        return ()
    match = _matched(only, judged)
    why = explain((*only.verdict.reasons, "antecedent"))
    return (
        IndicatorMatch(
            match.left_key, match.right_key, match.score, "matched", "fuzzy", match.relation, why,
            match.candidates,
        ),
    )  # fmt: skip


def _is_short_form(judged: _Judged) -> bool:
    """Every word of the left is in the right, ends as it does, and nothing tells them apart."""
    difference = judged.verdict.difference
    left, right = judged.left.features, judged.right.features
    return (
        judged.verdict.level == "doubt"
        and judged.verdict.relation != "not_comparable"
        and difference.left == 0
        and difference.shared >= LEAST_SHARED
        and difference.keeps_head
        and left.qualifiers == right.qualifiers
        and judged.is_same_action is not False
    )


def _introduces(full: IndicatorMention, mention: IndicatorMention, judged: _Judged) -> bool:
    if full.key == mention.key or not _share_action(full, mention):
        return False
    difference = align_names(judged.left.features.core, named(full, full.name).features.core)
    return difference.left == 0


def _share_action(one: IndicatorMention, other: IndicatorMention) -> bool:
    return bool(one.action and other.action) and actions_alike(one.action or "", other.action or "")
