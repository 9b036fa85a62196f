"""Ways in which the words of a flattened header may have stood in columns. Pure.

A header of two rows prints its upper labels first and then the lower ones; a label that was broken
over lines prints several paragraphs. The rows below decide which way fits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingestion.interpret.matrix.attributes import Path, is_attribute, read_attributes
from ingestion.interpret.matrix.header_broken import broken_way
from ingestion.interpret.matrix.header_levels import (
    Way,
    Widths,
    has_more_behind_heading,
    is_part,
    is_periodic,
    levelled_ways,
)
from ingestion.interpret.matrix.vocabulary import header_role
from ingestion.values.names import has_open_bracket, split_unit
from ingestion.values.width import squash

_ENDINGS = frozenset("省市县区州盟旗镇乡")
_NAME_IN_ZHOU = re.compile(r"(?!.*自治州).+州")  # 州 may end a name: 梅州 市
_MIN_UNITS = 2
_STEADY_SHARE, _MUCH_LONGER = 0.5, 1.5
_UNKNOWN = Widths()
_BRACKETED = re.compile(r"[(\[][^()\[\]]*[)\]]")
_JOINED_ROLES = ("unit", "department", "deadline", "remark", "total", "ordinal")


def header_ways(
    labels: Sequence[str], *, names: int = 1, widths: Widths = _UNKNOWN
) -> Iterator[Way]:
    """List the ways to read the labels of a header, the plainest first.

    Args:
        labels: One printed paragraph each, in printed order.
        names: How many labels at the start never have others below them.
        widths: How many values the rows usually have, as far as their tokens say.

    Yields:
        A few ways; joins that need not be so are guesses.
    """
    joined = _certain_joins(labels)
    levelled = list(levelled_ways(joined, names, widths.likely))
    is_open = has_more_behind_heading(joined)
    if is_open:
        yield from levelled
    yield Way(tuple((label,) for label in joined))
    if not is_open:
        yield Way(tuple((label,) for label in joined), with_headings=True)
    for upper in (joined, [label for label in joined if header_role(squash(label)) != "group"]):
        below = _names_below(upper) or _parts_below(upper, names) or _repeated_below(upper, names)
        if below is not None:
            yield Way(below)
    if not is_open:
        yield from levelled
    yield from _guesses(labels, joined, names, widths)


def _guesses(
    labels: Sequence[str], joined: Sequence[str], names: int, widths: Widths
) -> Iterator[Way]:
    """Joins that need not be so: to units, none at all, and where words were broken anywhere."""
    to_unit = _joined_to_units(joined, names)
    if to_unit is not None:
        yield Way(to_unit, is_guess=True)
    if len(joined) != len(labels):
        yield Way(tuple((label,) for label in labels), is_guess=True)
    is_steady = widths.share >= _STEADY_SHARE
    for width in widths.likely[:1] if is_steady else sorted(widths.likely, reverse=True):
        if not is_steady and len(labels) < _MUCH_LONGER * width:
            continue  # values were lost rather than labels broken
        broken = broken_way(joined, width) or broken_way(labels, width)
        if broken is not None:
            yield Way(tuple((label,) for label in broken), is_guess=True)


def _certain_joins(labels: Sequence[str]) -> list[str]:
    joined: list[str] = []
    for index, label in enumerate(labels):
        if joined and _goes_on(joined, label, labels[index:].count(label)):
            joined[-1] += label
        else:
            joined.append(label)
    return joined


def _joined_to_units(labels: Sequence[str], first: int) -> tuple[Path, ...] | None:
    """Join words to the next label that ends in a unit, where units end most labels."""
    ends = [split_unit(label)[1] is not None for label in labels[first:]]
    if sum(ends) < _MIN_UNITS or all(ends):
        return None
    joined: list[str] = []
    open_label = ""
    if _only_first_is_open(ends):
        return None  # headings, printed before all that stands below them
    for label, is_end in zip(labels[first:], ends, strict=True):
        if header_role(squash(label)) not in (None, "indicator", "action"):
            return None
        open_label += label
        if is_end:
            joined.append(open_label)
            open_label = ""
    if open_label:
        return None
    return tuple((label,) for label in (*labels[:first], *joined))


def _only_first_is_open(ends: Sequence[bool]) -> bool:
    """Whether several labels without a unit stand first and all others have theirs."""
    first = ends.index(True)
    return first > 1 and all(ends[first:])


def _goes_on(before: Sequence[str], label: str, times: int) -> bool:
    """Whether a paragraph can only be the rest of the label before it."""
    last, folded = squash(before[-1]), squash(label)
    role, whole = header_role(last), header_role(last + folded)
    if has_open_bracket(before[-1]):
        return True
    if _BRACKETED.fullmatch(folded):
        return not last.endswith(")")
    if folded in _ENDINGS:
        return _takes_ending(last, folded)
    # 全省 合计: nobody prints the same total twice side by side
    is_total = role == whole == "total" and folded == "合计"
    if (
        is_total
        or (last, folded) == ("序", "号")
        or (whole in _JOINED_ROLES and role is None and not is_attribute(last))
    ):
        return True
    named = any(header_role(squash(word)) == "indicator" for word in before[:-1])
    return (
        named
        and times == 1
        and header_role(folded) in ("indicator", "group")
        and bool(read_attributes((last,)).names)
        and role in (None, "total")
        and read_attributes((last + folded,)).names == read_attributes((last,)).names
    )


def _takes_ending(last: str, ending: str) -> bool:
    """Whether 市 or 县 alone ends the name before it: never another header, such as 指标."""
    role = header_role(last)
    if role not in (None, "total") and header_role(last + ending) != role:
        return False
    return last[-1:] not in _ENDINGS or bool(_NAME_IN_ZHOU.fullmatch(last))


def _parts_below(labels: Sequence[str], first: int) -> tuple[Path, ...] | None:
    """Names above, and below each the same parts: 甲县 乙县 目标 完成 目标 完成."""
    start = len(labels)
    while start and is_part(labels[start - 1]):
        start -= 1
    names, parts = labels[:start], labels[start:]
    for carriers in _carriers(names, first):
        count, rest = divmod(len(parts), len(carriers)) if carriers else (0, 1)
        if rest or count < 2 or not is_periodic(parts, count):
            continue
        paths: list[Path] = []
        below = iter(parts)
        for position, name in enumerate(names):
            if position in carriers:
                paths += [(name, next(below)) for _ in range(count)]
            else:
                paths.append((name,))
        return tuple(paths)
    return None


def _names_below(labels: Sequence[str]) -> tuple[Path, ...] | None:
    """Parts above, and below each the same names: 2023年实绩 2024年目标 甲县 乙县 甲县 乙县."""
    above = [i for i, label in enumerate(labels) if is_attribute(label) and i]
    above = [i for i in above if header_role(squash(labels[i])) is None or _is_named(labels[:i])]
    if len(above) < 2 or above[-1] - above[0] + 1 != len(above):
        return None
    start = next(
        (
            i
            for i in range(above[-1] + 1, len(labels))
            if header_role(squash(labels[i])) in (None, "total")
        ),
        len(labels),
    )
    names = labels[start:]
    count, rest = divmod(len(names), len(above))
    if rest or count < 2 or list(names) != list(names[:count]) * len(above):
        return None
    paths: list[Path] = [(label,) for label in labels[: above[0]]]
    for index in above:
        paths += [(labels[index], name) for name in names[:count]]
    return (*paths, *((label,) for label in labels[above[-1] + 1 : start]))


def _is_named(before: Sequence[str]) -> bool:
    """Whether the rows have a name already, so that 目标 is a heading."""
    return any(header_role(squash(label)) == "indicator" for label in before)


def _repeated_below(labels: Sequence[str], first: int) -> tuple[Path, ...] | None:
    """Any headings over the same names: 城区组 农村组 甲县 乙县 甲县 乙县."""
    for count in range(2, len(labels) // 2 + 1):
        names = labels[-count:]
        times = 1
        while list(labels[-count * (times + 1) : -count * times]) == list(names):
            times += 1
        begin = len(labels) - count * times
        above = labels[max(0, begin - times) : begin]
        if times < 2 or begin - times < max(first, 1) or all(map(is_attribute, names)):
            continue
        if len(set(names)) < count or any(header_role(squash(x)) for x in above):
            continue
        plain: list[Path] = [(label,) for label in labels[: begin - times]]
        return (*plain, *((heading, name) for heading in above for name in names))
    return None


def _carriers(names: Sequence[str], first: int) -> Iterator[list[int]]:
    """Which labels may have parts below them: all that hold values, or all but the totals."""
    roles = [header_role(squash(name)) for name in names]
    able = [i for i, role in enumerate(roles) if i >= first and role in (None, "total")]
    yield able
    yield [i for i in able if not _is_total(names[i])]


def _is_total(label: str) -> bool:
    names = read_attributes((label,)).names
    return not names or header_role(names[-1]) == "total"
