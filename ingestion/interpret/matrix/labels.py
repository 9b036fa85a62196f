"""Read the names at the start of a row: group label, declared count, indicator, unit. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingestion.interpret.departments import is_department_text
from ingestion.interpret.matrix.model import Column, Header, Token, joined_text
from ingestion.values.lookups import words
from ingestion.values.names import (
    has_open_bracket,
    split_declared_count,
    split_unit,
    unit_dimension,
)
from ingestion.values.width import squash


@dataclass(frozen=True, slots=True)
class Action:
    """A group of indicators: name, declared number of items."""

    name: str | None = None
    declared: int | None = None


@dataclass(frozen=True, slots=True)
class RowName:
    """Who a row is. ``tokens`` are the fragments of the indicator's name."""

    indicator: str
    unit: str | None
    tokens: tuple[Token, ...]
    action: Action


def read_action(text: str) -> Action:
    """Split a printed group label into its name and its declared count."""
    name, declared = split_declared_count(text)
    return Action(name or None, declared)


def read_row_name(
    labels: Sequence[Token], header: Header, current: Action, *, counts_are_printed: bool
) -> RowName:
    """Read the labels between an ordinal and the first value.

    Args:
        labels: Fragments in printed order; at least one.
        header: Columns of the table.
        current: Group of the row above, which goes on unless a new label stands here.
        counts_are_printed: Group labels of this table carry counts, so that a label without one
            is a fragment of the indicator's name.

    Returns:
        The row's name; a group label that is repeated on a new page changes nothing.
    """
    rest, printed_unit = _take_trailing(list(labels), header)
    if ends_in_unit(labels, header):
        printed_unit = squash(rest.pop().text)
    action, rest = _take_action(rest, header, current, counts_are_printed)
    name, unit = split_unit(joined_text(rest))
    return RowName(name, unit or printed_unit, tuple(rest), action)


def ends_in_unit(labels: Sequence[Token], header: Header) -> bool:
    """Tell whether a unit stands alone behind a name, where no column of units does."""
    return (
        len(labels) > 1
        and header.first("unit") is None
        and not between(header)
        and unit_dimension(labels[-1].text) is not None
        and not has_open_bracket(labels[-2].text)
    )


def _take_trailing(labels: list[Token], header: Header) -> tuple[list[Token], str | None]:
    """Take what stands in the columns between the indicator and the first value.

    A unit in brackets ends the name and a unit that stands alone fills its column; else each column
    has its label, from the right.
    """
    sides = between(header)
    units = [i for i, column in enumerate(sides) if column.role == "unit"]
    if not sides:
        return labels, None
    if units:
        behind = len(sides) - 1 - units[0]
        for index in range(1, len(labels)):
            is_unit = unit_dimension(labels[index].text) is not None
            if is_unit and len(labels) - 1 - index <= behind:
                kept = labels[: max(1, index - units[0])]
                return kept, squash(labels[index].text)
    ends = [i for i, token in enumerate(labels) if split_unit(token.text)[1] is not None]
    if ends and len(labels) - 1 - ends[0] <= len(sides):
        return labels[: ends[0] + 1], None
    return labels[: max(1, len(labels) - len(sides) + len(units))], None


def name_is_doubtful(labels: Sequence[Token], header: Header) -> bool:
    """Tell whether nothing says where a name ends and the words in the columns behind it begin."""
    sides = [column for column in between(header) if column.role != "unit"]
    groups = header.first("action") is not None
    if not sides or len(labels) < 2 or len(labels) in (len(sides) + 1, len(sides) + 1 + groups):
        return False
    if header.first("unit") is not None or any(split_unit(t.text)[1] for t in labels):
        return False
    if all(column.role == "department" for column in sides):
        look = [is_department_text(token.text) for token in labels]
        return sum(look) != len(sides) or not all(look[-len(sides) :])
    return True


def between(header: Header) -> list[Column]:
    """The columns between what names the rows and the first value: unit, department, remark."""
    indicator = header.first("indicator")
    first_value = header.values[0].position
    start = indicator.position if indicator else 0
    return [c for c in header.columns if start < c.position < first_value]


def _take_action(
    labels: list[Token], header: Header, current: Action, counts_are_printed: bool
) -> tuple[Action, list[Token]]:
    for index, token in enumerate(labels[:-1]):
        if split_declared_count(token.text)[1] is not None:
            return read_action(joined_text(labels[: index + 1])), labels[index + 1 :]
    if len(labels) < 2 or header.first("action") is None:
        return current, labels
    levels = sum(column.role == "action" for column in header.columns)
    if levels > 1 and len(labels) <= levels + 1:  # groups of groups: the last label is the name
        return (read_action(labels[0].text) if len(labels) > levels else current), labels[-1:]
    head = joined_text(labels[:1])
    if current.name is not None and squash(head) == squash(current.name):
        return current, labels[1:]
    endings = tuple(words("header_words", "action_endings", "reason"))
    if squash(head).endswith(endings) or not (counts_are_printed or has_open_bracket(head)):
        return Action(head), labels[1:]
    return current, labels
