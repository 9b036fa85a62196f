"""Tell what the columns of a table are, by their headers: the total, the organisations. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import cast

from ingestion.errors import SourceChangedError
from ingestion.interpret.matrix.model import Column, Header, Role
from ingestion.records import Measure
from ingestion.values.lookups import entries, entry_expression, words
from ingestion.values.width import squash

_PERIOD = re.compile(r"(20\d\d)年?(?:第?([一二三四1-4])季度|(上半年|下半年)|(\d{1,2})月)?")
_QUARTERS = {"一": "1", "二": "2", "三": "3", "四": "4"}
_MAX_ORG_CHARS = 14
_SENTENCE = re.compile(r"[。;;!?]")


def read_header(labels: Sequence[str], *, with_headings: bool = False) -> Header | None:
    """Read the labels of one header row.

    Of several indicator columns the last holds the indicator and those before it the groups.

    Args:
        labels: Printed labels, left to right; several lines of one label joined.
        with_headings: The labels hold headings over several columns (各地目标任务), which have no
            column of their own; otherwise such a label is the column of the plan's own target.

    Returns:
        The header, or None if it is not one of an indicator × organisation matrix: no indicator
        column, or fewer than two columns of organisations (the total included).
    """
    columns = [read_label(label, position) for position, label in enumerate(labels)]
    if with_headings:
        columns = [column for column in columns if column.role != "group"]
    columns = _settle_names([_as_total(c) if c.role == "group" else c for c in columns])
    header = Header(tuple(columns))
    if header.first("indicator") is None or len(header.values) < 2:
        return None
    if any(
        len(column.org) > _MAX_ORG_CHARS or _SENTENCE.search(column.org) for column in header.values
    ):
        return None
    return header


def read_label(label: str, position: int) -> Column:
    """Read one label: its role, and for a value column the organisation, measure and period."""
    folded = squash(label)
    role = header_role(folded)
    if role not in (None, "total"):
        return Column(position, cast("Role", role), label)
    period, rest = _take_period(folded)
    measure, rest = _take_measure(rest)
    org = _strip_suffix(rest)
    if not org:  # 2024年目标 or 目标值: no organisation is named, so it is the plan's own figure
        return Column(position, "total", label, folded, measure, period)
    kind: Role = "total" if header_role(org) == "total" else "org"
    return Column(position, kind, label, org, measure, period)


@cache
def header_role(folded: str) -> str | None:
    """Role of a squashed label, or None for what may be an organisation."""
    for role, expression in _role_expressions():
        if expression.search(folded):
            return role
    return None


def refuse_duplicates(header: Header, place: str) -> None:
    """Refuse a table in which two columns say the same.

    Args:
        header: Columns as read.
        place: Where the header stands, for the message.

    Raises:
        SourceChangedError: ``duplicate_header``; which of the two is right cannot be known.
    """
    names = Counter(
        (c.org, c.measure, c.period) if c.has_values else (squash(c.label), None, None)
        for c in header.columns
    )
    twice = [str(key[0]) for key, count in names.items() if count > 1]
    if twice:
        named = "、".join(twice)
        raise SourceChangedError(
            "duplicate_header",
            f"表头重复:“{named}”出现了不止一次,无法判断哪一列为准。请改正表头后重新报送。",
            f"Duplicate header: '{named}' stands there more than once, so no column can be "
            "trusted. Correct the header and send it again.",
            place,
        )


@cache
def _role_expressions() -> tuple[tuple[str, re.Pattern[str]], ...]:
    roles = entries("header_words", "roles")
    return tuple((e["role"], re.compile(entry_expression(e))) for e in roles)


def _as_total(column: Column) -> Column:
    return Column(column.position, "total", column.label, squash(column.label))


def _settle_names(columns: list[Column]) -> list[Column]:
    names = [c for c in columns if c.role == "indicator"]
    actions = [c for c in columns if c.role == "action"]
    if not names and actions:
        names, actions = actions[-1:], actions[:-1]
    if not names:
        return columns
    last = names[-1]
    roles: dict[int, Role] = {c.position: "action" for c in (*actions, *names[:-1])}
    roles[last.position] = "indicator"
    return [
        Column(c.position, roles[c.position], c.label) if c.position in roles else c
        for c in columns
    ]


def _take_period(folded: str) -> tuple[str | None, str]:
    match = _PERIOD.search(folded)
    if match is None:
        return None, folded
    year, quarter, half, month = match.groups()
    period = year
    if quarter:
        period += f"-Q{_QUARTERS.get(quarter, quarter)}"
    elif half:
        period += "-H1" if half == "上半年" else "-H2"
    elif month:
        period += f"-{int(month):02d}"
    return period, folded[: match.start()] + folded[match.end() :].removeprefix("度")


def _take_measure(folded: str) -> tuple[Measure, str]:
    for word, measure in words("header_words", "measures", "measure").items():
        if folded.endswith(word):
            return cast("Measure", measure), folded.removesuffix(word)
    return "target", folded


def _strip_suffix(folded: str) -> str:
    for word in words("header_words", "suffixes", "reason"):
        if folded.endswith(word):
            return folded.removesuffix(word)
    return folded
