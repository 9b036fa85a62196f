"""Tell what the columns of a table are, by their headers: the total, the organisations. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import cast

from ingestion.interpret.list_table import header_role as list_role
from ingestion.interpret.matrix.attributes import Path, is_attribute, read_attributes
from ingestion.interpret.matrix.model import Column, Header, Role
from ingestion.interpret.matrix.results import with_results_of_others
from ingestion.interpret.matrix.vocabulary import header_role
from ingestion.values.lookups import pattern
from ingestion.values.names import split_unit
from ingestion.values.width import squash

_MAX_AXIS = 3
_MIN_ORGS_ACROSS = 4
_MAX_ORG_CHARS = 14
# What only the headers of task lists know: no organisation is called 时限要求.
_LIST_ROLES = {
    "due": "deadline",
    "person": "department",
    "lead": "department",
    "support": "department",
    "department": "department",
    "problem": "remark",
    "next_step": "remark",
}
_SENTENCE = re.compile(r"[。;;!?]")


def read_header(
    labels: Sequence[str | Path], *, with_headings: bool = False, is_guess: bool = False
) -> Header | None:
    """Read the labels of a header.

    Of several indicator columns the last holds the indicator and those before it the groups.

    Args:
        labels: Printed labels, left to right; several lines of one label joined. A label below
            headings is a path, from the top heading down.
        with_headings: The labels hold headings over several columns (各地目标任务), which have no
            column of their own; otherwise such a label is the column of the plan's own target.
        is_guess: The labels may as well be joined otherwise.

    Returns:
        The header, or None if it is not one of an indicator × organisation matrix: no indicator
        column, fewer than two columns of values (one will do if it is headed 目标值), or words of
        another kind of table.
    """
    paths = [(label,) if isinstance(label, str) else label for label in labels]
    # Below 县区 the organisations stand in rows.
    if is_foreign(label for path in paths for label in path) or _lists_orgs_downwards(paths):
        return None
    columns = _with_named_rows([read_label(path, i) for i, path in enumerate(paths)])
    if with_headings:
        columns = [column for column in columns if column.role != "group"]
    columns = [_as_total(c) if c.role == "group" else c for c in columns]
    columns = [_without_growth(column) for column in columns]
    columns = _told_apart(_with_owners(_settle_names(_settle_values(columns))), paths)
    header = with_results_of_others(Header(tuple(columns), is_guess=is_guess))
    said = Counter((c.label, c.org) for c in header.values if c.role != "result")
    if any(count > 1 and not org for (_, org), count in said.items()):
        return None  # 目标 完成 目标 完成: the names that these belong to stand elsewhere
    if header.first("indicator") is None or not _has_figures(header):
        return None
    if any(
        len(column.org) > _MAX_ORG_CHARS or _SENTENCE.search(column.org) for column in header.values
    ):
        return None
    return header


def _with_named_rows(columns: list[Column]) -> list[Column]:
    """目标任务 right behind the ordinals names the rows where no other column does."""
    if any(column.role == "indicator" for column in columns):
        return columns
    lead = 0
    while lead < len(columns) and columns[lead].role in ("ordinal", "action"):
        lead += 1
    if 0 < lead < len(columns) and _names_rows(columns[lead]):
        name = columns[lead]
        return [
            *columns[:lead],
            Column(name.position, "indicator", name.label),
            *columns[lead + 1 :],
        ]
    return columns


def _names_rows(column: Column) -> bool:
    return column.role == "group" or list_role(column.label) == "task"


def read_label(path: str | Path, position: int) -> Column:
    """Read one label: its role, and for a value column the organisation, measure and period."""
    parts = (path,) if isinstance(path, str) else path
    label = "".join(parts)
    lowest = squash(parts[-1])
    role = header_role(lowest) or _LIST_ROLES.get(list_role(lowest) or "other")
    attributes = read_attributes(parts)
    if len(parts) > 1 and attributes.names and is_attribute(lowest):
        role = None  # 甲县 over 目标
    if role not in (None, "total", "weight"):
        return Column(position, cast("Role", role), label)
    org = _org_name(attributes.names)
    kind: Role = "total" if not org or header_role(org) == "total" else "org"
    if len(attributes.names) > 1 and kind == "total":
        org = "".join(attributes.names[-2:])  # 东片 over 小计
    return Column(
        position, kind, label, org, attributes.measure, attributes.period, attributes.unit
    )


def _org_name(names: Sequence[str]) -> str:
    return names[-1] if names else ""


def _has_figures(header: Header) -> bool:
    """Two columns of values at least, or one that is headed 目标值."""
    values = [column for column in header.values if column.role != "result"]
    if len(values) != 1:
        return len(values) > 1
    only = values[0]
    is_target = only.role == "total" and squash(only.label) != only.org  # 全市目标
    return is_attribute(squash(only.label)) or is_target


def _told_apart(columns: list[Column], paths: Sequence[Path]) -> list[Column]:
    """Columns that say the same below different headings carry the heading's name too."""
    said = Counter((c.org, c.measure, c.period) for c in columns if c.role == "org" and c.org)
    names = [read_attributes(paths[column.position]).names for column in columns]
    return [
        replace(c, org="".join(above[-2:]))
        if said[c.org, c.measure, c.period] > 1 and len(above) > 1
        else c
        for c, above in zip(columns, names, strict=True)
    ]


def _with_owners(columns: list[Column]) -> list[Column]:
    """A bare 完成 behind each organisation belongs to the one on its left: 甲县 完成 乙县 完成."""
    bare = Counter(c.label for c in columns if c.has_values and not c.org and c.measure != "target")
    owner: Column | None = None
    settled: list[Column] = []
    for column in columns:
        if column.has_values and column.org:
            owner = column
        is_owned = bare[column.label] > 1 and not column.org
        settled.append(
            replace(column, role=owner.role, org=owner.org) if owner and is_owned else column
        )
    return settled


def _lists_orgs_downwards(paths: Sequence[Path]) -> bool:
    """Whether one of the first columns is 县区 and the others are no organisations themselves."""
    names = pattern("header_words", "org_names")
    axis = next((i for i, path in enumerate(paths[:_MAX_AXIS]) if _is_axis(path)), None)
    if axis is None:
        return False
    named = any(header_role(squash(path[-1])) == "indicator" for path in paths[:axis])
    beside = [squash(path[-1]) for path in paths[axis + 1 : axis + 2]]
    if named and any(names.search(x) and header_role(x) is None for x in beside):
        return False  # 指标 园区 江区: the rows have a name, and 园区 is one of the organisations
    return sum(bool(names.search(squash(path[-1]))) for path in paths) < _MIN_ORGS_ACROSS


def _is_axis(path: Path) -> bool:
    label = squash(path[-1])
    return header_role(label) is None and bool(pattern("header_words", "org_axis").search(label))


def is_foreign(labels: Iterable[str]) -> bool:
    """Tell whether the labels of a header are those of a budget, of contacts or a schedule.

    A budget with a column of what was done beside the planned one is targets with their actuals.
    """
    folded = [squash(label) for label in labels]
    if any(map(pattern("header_words", "other_tables").search, folded)):
        return True
    if not any(map(pattern("header_words", "budget_columns").search, folded)):
        return False
    says = {
        name: any(map(pattern("header_words", name).search, folded))
        for name in ("budget_planned", "budget_done", "budget_twice")
    }
    return not (says["budget_planned"] and says["budget_done"]) or says["budget_twice"]


def with_numbered_totals(header: Header) -> Header:
    """Number the totals that stand more than once without their groups: 小计(1), 小计(2)."""
    twice = [n for n in repeated_labels(header) if header_role(n) == "total"]
    seen: Counter[tuple[str, str, str | None]] = Counter()
    columns: list[Column] = []
    for column in header.columns:
        if column.has_values and column.org in twice:
            key = (column.org, column.measure, column.period)
            seen[key] += 1
            columns.append(replace(column, org=f"{column.org}({seen[key]})"))
        else:
            columns.append(column)
    return replace(header, columns=tuple(columns))


def repeated_labels(header: Header) -> list[str]:
    """What two columns of a header both say."""
    names = Counter(
        (c.org or squash(c.label), c.measure, c.period)
        if c.has_values
        else (squash(c.label), None, None)
        for c in header.columns
        if c.role != "result"
    )
    return [str(key[0]) for key, count in names.items() if count > 1]


def _without_growth(column: Column) -> Column:
    """比上年增长% beside figures says how they moved; it is no organisation."""
    said = squash(split_unit(column.label)[0]).removesuffix("%")  # 增长目标 is a target
    is_growth = pattern("header_words", "growth_columns").search(said)
    return replace(column, role="result") if column.role == "org" and is_growth else column


def _as_total(column: Column) -> Column:
    attributes = read_attributes((column.label,))
    return Column(column.position, "total", column.label, "", period=attributes.period)


def _settle_values(columns: list[Column]) -> list[Column]:
    """A bare 目标 behind the indicator and beside other figures is a column of targets."""
    names = [c for c in columns if c.role in ("indicator", "action")]
    figures = {c.position for c in columns if c.role == "total" and not c.org}
    units = {c.position for c in columns if c.role == "unit"}
    for column in names[1:]:
        beside = {column.position - 1, column.position + 1}
        if is_attribute(squash(column.label)) and (
            beside & figures or column.position - 1 in units
        ):
            attributes = read_attributes((column.label,))
            index = columns.index(column)
            columns[index] = Column(
                column.position, "total", column.label, "", attributes.measure, attributes.period
            )
    return columns


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
