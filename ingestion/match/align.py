"""Lay two names side by side: what they share, and what is left over on each side. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from ingestion.match.features import generic, light, light_alone, qualifier_words

_SHORTEST_BLOCK = 2
_SHORTEST_CONTENT = 1.0


@dataclass(frozen=True, slots=True)
class NameDifference:
    """How far two names are one.

    Weights count characters; those of generic words count half. Light words count nothing where
    they are left over.

    Attributes:
        shared: Weight of what both have, in any order.
        left: Weight of what only the left has.
        right: Weight of what only the right has.
        is_replaced: Somewhere both have content of their own in the same place.
        keeps_head: Both end alike: the head of a Chinese name stands last.
        loose_left: The left's own words.
        loose_right: The right's own words.
    """

    shared: float
    left: float
    right: float
    is_replaced: bool
    keeps_head: bool
    loose_left: str
    loose_right: str

    @property
    def score(self) -> float:
        """Share of the words that both have: 1 if nothing but light words is left over."""
        whole = 2 * self.shared + self.left + self.right
        return 2 * self.shared / whole if whole else 0.0


@lru_cache(maxsize=131072)
def align_names(left: str, right: str) -> NameDifference:
    """Compare two cores (see ``same_indicator_features``).

    Shared runs shorter than two characters are accidents and do not count. Runs in another order
    count as shared; so does a run that one side repeats.
    """
    blocks = _blocks(left, right)
    gaps = _gaps(left, right, blocks)
    shared = sum(_weight(left[a : a + n]) for a, _, n in blocks)
    lefts, rights = [a for a, _ in gaps], [b for _, b in gaps]
    shared += _take_moved(lefts, rights)
    lefts = [_content("" if _repeats(part, right) else part) for part in lefts]
    rights = [_content("" if _repeats(part, left) else part) for part in rights]
    replaced = any(
        min(_weight(a), _weight(b)) >= _SHORTEST_CONTENT for a, b in zip(lefts, rights, strict=True)
    )
    return NameDifference(
        shared=shared,
        left=sum(map(_weight, lefts)),
        right=sum(map(_weight, rights)),
        is_replaced=replaced,
        keeps_head=not lefts[-1] and not rights[-1],
        loose_left=" ".join(filter(None, lefts)),
        loose_right=" ".join(filter(None, rights)),
    )


def _blocks(left: str, right: str) -> list[tuple[int, int, int]]:
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    shortest = min(_SHORTEST_BLOCK, len(left), len(right))
    return [(a, b, n) for a, b, n in matcher.get_matching_blocks() if n >= max(shortest, 1)]


def _gaps(left: str, right: str, blocks: list[tuple[int, int, int]]) -> list[tuple[str, str]]:
    gaps, at_left, at_right = [], 0, 0
    for a, b, n in [*blocks, (len(left), len(right), 0)]:
        gaps.append((left[at_left:a], right[at_right:b]))
        at_left, at_right = a + n, b + n
    return gaps


def _take_moved(lefts: list[str], rights: list[str]) -> float:
    """Take runs that stand in another place of the other side out of both; give their weight."""
    taken = 0.0
    for i, part in enumerate(lefts):
        for j, other in enumerate(rights):
            run = _longest_run(part, other)
            if len(run) >= _SHORTEST_BLOCK:
                taken += _weight(run)
                part = part.replace(run, "", 1)  # noqa: PLW2901
                lefts[i], rights[j] = part, other.replace(run, "", 1)
    return taken


def _longest_run(left: str, right: str) -> str:
    if len(left) < _SHORTEST_BLOCK or len(right) < _SHORTEST_BLOCK:
        return ""
    found = SequenceMatcher(None, left, right, autojunk=False).find_longest_match()
    return left[found.a : found.a + found.size]


def _repeats(part: str, other: str) -> bool:
    return len(part) >= _SHORTEST_BLOCK and part in other


def _content(part: str) -> str:
    """Drop light words, but none that is inside a qualifier such as 新增."""
    if not part or qualifier_words().fullmatch(part):
        return part
    rest = light().sub("", part)
    return "" if light_alone().fullmatch(rest) else rest


def _weight(part: str) -> float:
    return len(part) - 0.5 * sum(len(found) for found in generic().findall(part))
