"""Flattened headers of several rows whose upper labels have no column of their own. Pure.

The upper row is printed whole before the lower one: what spans both rows and stands behind the
heading (合计, 备注) is therefore printed between the heading and the labels below it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

from ingestion.interpret.matrix.attributes import Path, is_attribute, read_attributes
from ingestion.interpret.matrix.turned import looks_like_org
from ingestion.interpret.matrix.vocabulary import header_role
from ingestion.values.lookups import either, pattern
from ingestion.values.width import squash

_SIDES = ("department", "deadline", "remark", "weight", "requirement")
_NAMES = ("ordinal", "action", "indicator", "unit")
_MAX_HEADINGS = 6


@dataclass(frozen=True, slots=True)
class Way:
    """Labels as columns.

    ``with_headings``: labels over several columns have none of their own. ``is_guess``: the labels
    may as well be joined otherwise. ``by_sum``: right only if the rows add up to its total;
    ``is_open``: a guess unless they do.
    """

    paths: tuple[Path, ...]
    with_headings: bool = False
    is_guess: bool = False
    by_sum: bool = False
    is_open: bool = False


class Widths(NamedTuple):
    """How many values the rows of a table have.

    ``likely`` counts, the commonest first; ``share`` of the ``rows`` has that one.
    """

    likely: tuple[int, ...] = ()
    share: float = 0.0
    rows: int = 0


def levelled_ways(labels: Sequence[str], names: int, widths: Sequence[int]) -> Iterator[Way]:
    """List the ways in which some labels are headings over others.

    Args:
        labels: The header's labels in printed order, words joined.
        names: How many labels at the start never have others below them.
        widths: How many values the rows usually have.

    Yields:
        Ways with as many value columns as one of the widths; the surest first.
    """
    upper, parts, count = split_parts(labels)
    values = [i for i, label in enumerate(upper) if i >= names and _may_hold(label)]
    for headings in range(1, min(_MAX_HEADINGS, len(values) - 2) + 1):
        left = len(values) - headings
        if not _fits(left, parts, count, widths):
            continue
        for order in _orders(upper, names, headings):
            paths = _with_parts(order.paths, parts, count, names)
            if paths is not None:
                yield replace(order, paths=paths)


def has_more_behind_heading(labels: Sequence[str]) -> bool:
    """Tell whether a total or a department stands right behind a heading and not at its place."""
    return any(
        header_role(squash(before)) == "group" and (is_total(after) or _is_side(after))
        for before, after in pairwise(labels)
    )


def is_total(label: str) -> bool:
    """Tell whether a label is a total, with or without words such as 目标."""
    names = read_attributes((label,)).names
    return header_role(squash(label)) not in (*_SIDES, *_NAMES) and (
        bool(names) and header_role(names[-1]) == "total"
    )


def split_parts(labels: Sequence[str]) -> tuple[list[str], list[str], int]:
    """Split off the parts at the end: 目标 完成 目标 完成, with the length of one round."""
    start = len(labels)
    while start and is_part(labels[start - 1]):
        start -= 1
    parts = list(labels[start:])
    for count in range(2, len(parts) // 2 + 1):
        if len(parts) % count == 0 and is_periodic(parts, count):
            return list(labels[:start]), parts, count
    return list(labels), [], 1


def is_part(label: str) -> bool:
    """Tell whether a label only says a measure, a period or a part of what stands above it."""
    names = read_attributes((label,)).names
    words = either("header_words", "indicator_parts")
    if is_attribute(label) or header_role(squash(label)) == "result":
        return True
    return bool(names) and bool(words.fullmatch(names[-1]))


def is_periodic(parts: Sequence[str], count: int) -> bool:
    """Tell whether parts repeat, each different within one round."""
    said = [(a.names, a.measure, a.period) for a in (read_attributes((part,)) for part in parts)]
    return len(set(said[:count])) == count and said == said[:count] * (len(parts) // count)


def _fits(columns: int, parts: Sequence[str], count: int, widths: Sequence[int]) -> bool:
    if not parts:
        return columns in widths
    return columns * count == len(parts)


def _may_hold(label: str) -> bool:
    return header_role(squash(label)) in (None, "total", "group")


def _orders(labels: Sequence[str], names: int, count: int) -> Iterator[Way]:
    for begin in range(names, len(labels) - count):
        block = labels[begin : begin + count]
        if not _is_headings(block, labels[names:begin], labels[begin + count :]):
            continue
        end = begin + count
        sides = end
        while sides < len(labels) and (_is_side(labels[sides]) or is_total(labels[sides])):
            sides += 1
        if sides < len(labels):
            parted = labels[:begin], block, labels[end:sides], labels[sides:]
            yield from _arrange(*parted)


def _arrange(
    before: Sequence[str], block: Sequence[str], between: Sequence[str], lower: Sequence[str]
) -> Iterator[Way]:
    """Put what stands between headings and their columns behind them, a total if it adds up."""
    is_guess = not all(map(_is_heading_word, block))
    behind = [label for label in between if _is_side(label)]
    totals = [label for label in between if label not in behind]
    repeated = _repeated([*totals, *lower], len(block)) if len(block) > 1 else None
    is_open = bool(totals) and repeated not in totals
    if is_open:
        below = _paths(block, lower, repeated)
        order = (*_plain(before), *below, *_plain([*totals, *behind]))
        yield Way(order, is_guess=is_guess, by_sum=True)
    below = _paths(block, [*totals, *lower], repeated)
    order = (*_plain(before), *below, *_plain(behind))
    yield Way(order, is_guess=is_guess, is_open=is_open)


def _is_side(label: str) -> bool:
    return header_role(squash(label)) in _SIDES


def _plain(labels: Sequence[str]) -> tuple[Path, ...]:
    return tuple((label,) for label in labels)


def _is_headings(block: Sequence[str], before: Sequence[str], after: Sequence[str]) -> bool:
    """Whether labels may be headings: known words, or unlike organisations that stand below."""
    if any(header_role(squash(label)) not in (None, "group") or is_total(label) for label in block):
        return False
    if all(map(_is_heading_word, block)):
        return True
    orgs = [label for label in before if not is_total(label) and not is_attribute(label)]
    if any(header_role(squash(label)) is None for label in orgs):
        return False  # an organisation stands before it
    if all(pattern("header_words", "column_headings_doubtful").search(squash(x)) for x in block):
        return True
    if any(len(squash(label)) == 1 for label in block):
        return False  # a piece of a broken name
    below = [x for x in after if header_role(squash(x)) is None and not is_total(x)]
    return not any(map(looks_like_org, block)) and bool(below) and all(map(looks_like_org, below))


def _is_heading_word(label: str) -> bool:
    folded = squash(label)
    return header_role(folded) == "group" or bool(
        pattern("header_words", "column_headings").search(folded)
    )


def _repeated(lower: Sequence[str], count: int) -> str | None:
    """The label that stands once in each group, such as 小计."""
    said = Counter(label for label in lower if is_total(label))
    return next((label for label, times in said.items() if times == count), None)


def _paths(block: Sequence[str], lower: Sequence[str], repeated: str | None) -> list[Path]:
    """Labels below their heading where it is known which one that is."""
    if len(block) == 1:
        return [(block[0], label) for label in lower]
    if repeated is None:
        return [(label,) for label in lower]
    paths: list[Path] = []
    group = -1 if lower[0] == repeated else 0
    for label in lower:
        group += label == repeated and lower[0] == repeated
        paths.append((block[min(group, len(block) - 1)], label))
        group += label == repeated and lower[0] != repeated
    return paths


def _with_parts(
    paths: Sequence[Path], parts: Sequence[str], count: int, names: int
) -> tuple[Path, ...] | None:
    if not parts:
        return tuple(paths)
    below = iter(parts)
    found: list[Path] = []
    for position, path in enumerate(paths):
        if position < names or not _may_hold(path[-1]):
            found.append(path)
        else:
            found += [(*path, part) for _, part in zip(range(count), below, strict=False)]
    return tuple(found)
