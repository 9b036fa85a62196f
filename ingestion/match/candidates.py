"""Find the few mentions that may name the same indicator, out of thousands. Pure."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import log

from rapidfuzz import fuzz

from ingestion.match.compare import base_value
from ingestion.match.features import light
from ingestion.match.indicator_model import IndicatorMention
from ingestion.match.named import Named, named, names_of
from ingestion.values.lookups import either
from ingestion.values.names import unit_dimensions
from ingestion.values.numerals import MAGNITUDE, NUMBER
from ingestion.values.width import squash

_POSTINGS = 2_000
_BLOCKED = 40
_KEPT = 10
_LEAST_ALIKE = 40.0
_ACTION_ALIKE = 90.0
_LONGEST_PHRASE = 40
_SHORTEST_PHRASE = 4
_ACTION_ENDING = re.compile(r"(?:专项)?(?:行动|工程|计划|任务)?(?:实施方案|工作方案|方案)?$")


class CandidateIndex:
    """The right side, found by the pairs of characters that few of its names have.

    The cost of one look-up does not grow with the number of mentions.
    """

    def __init__(self, mentions: Sequence[IndicatorMention]) -> None:
        """Index all names of the mentions."""
        self.mentions = tuple(mentions)
        self.names = tuple(name for mention in mentions for name in _all_names(mention))
        self._postings: dict[str, list[int]] = defaultdict(list)
        for number, name in enumerate(self.names):
            for pair in _pairs(name.features.core):
                self._postings[pair].append(number)
        self._numbers = Counter(map(base_value, mentions))
        self._actions = tuple({m.action for m in mentions if m.action})
        self._shared_actions: dict[str, bool] = {}

    def near(self, left: Named) -> list[Named]:
        """Names that share rare pairs of characters with this one, the most alike first."""
        weights: Counter[int] = Counter()
        looked_at = 0
        postings = [self._postings[p] for p in _pairs(left.features.core) if p in self._postings]
        for posting in sorted(postings, key=len):
            if looked_at and looked_at + len(posting) > _POSTINGS:
                break
            looked_at += len(posting)
            weight = log(1 + len(self.names) / len(posting))
            for number in posting:
                weights[number] += weight  # type: ignore[assignment]
        blocked = [self.names[number] for number, _ in weights.most_common(_BLOCKED)]
        alike = [(_alike(left, name), number) for number, name in enumerate(blocked)]
        best = sorted((pair for pair in alike if pair[0] >= _LEAST_ALIKE), key=lambda p: -p[0])
        return [blocked[number] for _, number in best[:_KEPT]]

    def is_lone_number(self, mention: IndicatorMention) -> bool:
        """Tell whether one mention alone has this number."""
        return self._numbers[base_value(mention)] == 1

    def is_same_action(self, left: IndicatorMention, right: IndicatorMention) -> bool | None:
        """Compare actions; None where one has none or the left's is none of the right side's."""
        if not left.action or not right.action:
            return None
        if left.action not in self._shared_actions:
            alike = any(actions_alike(left.action, action) for action in self._actions)
            self._shared_actions[left.action] = alike
        return (
            actions_alike(left.action, right.action) if self._shared_actions[left.action] else None
        )


def _all_names(mention: IndicatorMention) -> Iterable[Named]:
    """All names of a table's mention: its own, those it joins, and what its cell says in words."""
    yield from names_of(mention)
    phrase = phrase_of(mention.text)
    if phrase:
        yield named(mention, phrase)


@lru_cache(maxsize=16384)
def actions_alike(one: str, other: str) -> bool:
    """Tell whether two printings name one action: 质量行动 and 质量行动实施方案."""
    first, second = (_ACTION_ENDING.sub("", squash(text)) for text in (one, other))
    shorter = min(len(first), len(second))
    return shorter > 1 and fuzz.partial_ratio(first, second) >= _ACTION_ALIKE


def phrase_of(text: str) -> str | None:
    """What a cell says beside its number, such as 制定行业指引 of 制定1个以上行业指引."""
    units = "|".join(sorted(map(re.escape, unit_dimensions()), key=len, reverse=True))
    bare = re.sub(rf"{NUMBER}{MAGNITUDE}?(?:{units})?", "", squash(text))
    for section in ("before", "after", "change"):
        bare = either("comparators", section).sub("", bare)
    is_phrase = len(light().sub("", bare)) >= _SHORTEST_PHRASE and len(bare) <= _LONGEST_PHRASE
    return bare if is_phrase else None


def _alike(left: Named, right: Named) -> float:
    one, other = left.features.core, right.features.core
    alike = max(fuzz.ratio(one, other), fuzz.partial_ratio(one, other) * 0.9)
    is_equal = base_value(left.mention) == base_value(right.mention) is not None
    return alike + (15 if is_equal else 0)


def _pairs(core: str) -> set[str]:
    return {core[i : i + 2] for i in range(max(len(core) - 1, 1))}
