"""Tables that list organisations downwards: read their header, turn them once placed. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from ingestion.interpret.matrix.attributes import Path, is_attribute, read_attributes
from ingestion.interpret.matrix.captions import CaptionName
from ingestion.interpret.matrix.header import is_foreign
from ingestion.interpret.matrix.model import (
    Column,
    Header,
    PlacedRow,
    PlacedTable,
    Role,
    Slot,
    SlotKind,
)
from ingestion.interpret.matrix.results import with_results_of_others
from ingestion.interpret.matrix.vocabulary import header_role
from ingestion.values.lookups import pattern, words
from ingestion.values.names import split_unit, unit_dimension
from ingestion.values.width import squash

_SIDE_ROLES = ("remark", "deadline", "department", "ordinal", "action", "result")
_MIN_ORG_SHARE, _MIN_UNITS = 0.6, 2
_MAX_THING_PLACE = 5
_BEFORE_THINGS = ("ordinal", "action", "department", "remark")
_ACROSS: dict[SlotKind, SlotKind] = {"down": "across", "across": "down"}


def axis_position(labels: Sequence[str]) -> int | None:
    """Where the column of organisations stands: behind ordinal and group at most; else None.

    A column of things that are graded one by one (断面名称) goes before it.
    """
    things = _thing_position(labels)
    if things is not None:
        return things
    for position, label in enumerate(labels[:3]):
        folded = squash(label)
        if pattern("header_words", "org_axis").search(folded) or is_doubtful_axis(label):
            return position
        if header_role(folded) not in ("ordinal", "action"):
            return None
    return None


def _thing_position(labels: Sequence[str]) -> int | None:
    """Where sections of rivers and the like stand, if no column of indicators does before them."""
    for position, label in enumerate(labels[:_MAX_THING_PLACE]):
        folded = squash(label)
        if is_thing_axis(label):
            return position
        is_org = pattern("header_words", "org_axis").search(folded) is not None
        if not is_org and header_role(folded) not in _BEFORE_THINGS:
            return None
    return None


def is_thing_axis(label: str) -> bool:
    """Tell whether a header is that of things that are graded one by one: 断面名称."""
    return bool(pattern("header_words", "thing_axis").search(squash(label)))


def implied_axis(labels: Sequence[str]) -> int | None:
    """Where a column of named things stands beside columns that each have a unit, if one does.

    林场 瞭望塔(座) 防火道(公里): what is measured stands across, whatever the rows are called.
    """
    for position, label in enumerate(labels[:3]):
        role = header_role(squash(label))
        if role in ("ordinal", "action"):
            continue
        is_name = role is None or squash(label) == "名称"
        if not is_name or is_attribute(label) or split_unit(label)[1] or looks_like_org(label):
            return None
        rest = labels[position + 1 :]
        measured = [x for x in rest if split_unit(x)[1] and not is_attribute(x)]
        others = [x for x in rest if not split_unit(x)[1] and not is_attribute(x)]
        are_sides = all(header_role(squash(x)) in _SIDE_ROLES for x in others)
        are_named = not any(map(_is_place_or_part, measured))
        return position if len(measured) >= _MIN_UNITS and are_sides and are_named else None
    return None


def _is_place_or_part(label: str) -> bool:
    name = squash(split_unit(label)[0])
    return looks_like_org(name) or name in _parts_of_names() or header_role(name) is not None


def is_doubtful_axis(label: str) -> bool:
    """Tell whether a header means organisations only if the names below it look like some."""
    return bool(pattern("header_words", "org_axis_doubtful").search(squash(label)))


def looks_like_orgs(names: Sequence[str]) -> bool:
    """Tell whether most names look like organisations or totals."""
    return bool(names) and sum(map(looks_like_org, names)) >= _MIN_ORG_SHARE * len(names)


def names_rows_otherwise(header: Sequence[str], axis: int) -> bool:
    """Tell whether a column of indicators stands behind one that may mean organisations."""
    after = header[axis + 1 : axis + 2]
    return any(header_role(squash(x)) == "indicator" and not is_attribute(x) for x in after)


def may_be_orgs(names: Sequence[str], header: Sequence[str], axis: int) -> bool:
    """Tell whether names below a doubtful header may be organisations.

    Either they look like some, or nothing else in the header can name the rows: no column of
    indicators stands there, and what stands below is no unit of measure.
    """
    if looks_like_orgs(names):
        return True
    named = names_rows_otherwise(header, axis)
    parts = [squash(name) for name in names if header_role(squash(name)) != "total"]
    units = any(unit_dimension(name) for name in names)
    return not named and not units and len(parts) > 1 and len(set(parts)) == len(parts)


def looks_like_org(name: str) -> bool:
    """Tell whether a name ends like a place or an office, or is a total."""
    return bool(pattern("header_words", "org_names").search(squash(name)))


def read_turned_header(
    paths: Sequence[Path], axis: int, caption: CaptionName, *, is_guess: bool = False
) -> Header | None:
    """Read the header of a table that lists organisations downwards.

    Args:
        paths: The headings over each column, from the top down.
        axis: Position of the column of organisations.
        caption: The indicator named over the table, where the columns only say 目标 or 完成率.
        is_guess: The labels may as well be joined otherwise.

    Returns:
        The header, in which ``org`` of a value column is its indicator; None for other tables.
    """
    if is_foreign(label for path in paths for label in path):
        return None
    shared = Counter("".join(read_attributes(path).names) for path in paths[axis + 1 :])
    columns: list[Column] = []
    borrowed = set()
    for position, path in enumerate(paths):
        owner = _owner(columns, path) if position > axis else None
        if owner is not None:
            borrowed.add(position)
            columns.append(_borrowing(path, position, owner))
        else:
            columns.append(_turned_column(path, position, axis, shared, caption))
    alone = [
        path
        for position, path in enumerate(paths)
        if position > axis and position not in borrowed and not read_attributes(path).names
    ]
    if len(set(alone)) < len(alone):
        return None  # 目标 完成 目标 完成: the names that these belong to stand elsewhere
    is_used = caption.is_heading and any(c.org.startswith(caption.name) for c in columns if c.org)
    header = with_results_of_others(
        Header(
            tuple(columns),
            by_org=True,
            is_guess=is_guess or is_used,
            heading=caption.name if is_used else "",
        )
    )
    return header if any(column.role != "result" for column in header.values) else None


def _owner(columns: Sequence[Column], path: Path) -> Column | None:
    """The column on the left that names what a bare 完成 or 完成率 is about, if any does.

    Where the first figures are bare themselves, the caption names them all.
    """
    values = [column for column in columns if column.role in ("org", "total")]
    label = squash(path[-1])
    if not values or len(path) > 1 or header_role(label) is not None or not is_attribute(label):
        return None
    if is_attribute(values[0].label) or values[-1].label == values[-1].org:
        return None
    measure, period = read_attributes(path).measure, read_attributes(path).period
    said = {(c.measure, c.period) for c in values if c.org == values[-1].org}
    return None if measure == "target" or (measure, period) in said else values[-1]


def _borrowing(path: Path, position: int, owner: Column) -> Column:
    said = read_attributes(path)
    unit = said.unit or ("%" if said.measure == "rate" else owner.unit)
    period = said.period or owner.period
    return Column(position, "org", "".join(path), owner.org, said.measure, period, unit)


def _turned_column(
    path: Path, position: int, axis: int, shared: Counter[str], caption: CaptionName
) -> Column:
    label = "".join(path)
    if position == axis:
        return Column(position, "indicator", label)
    role = header_role(squash(label)) or header_role(squash(path[-1]))
    if role in _SIDE_ROLES or position < axis:
        return Column(position, role if role in _SIDE_ROLES else "remark", label)  # type: ignore[arg-type]
    attributes = read_attributes(path)
    name = "".join(attributes.names)
    measure, period = attributes.measure, attributes.period
    if name and shared[name] == 1 and measure == "rate":
        # 案件办结率 alone is an indicator; beside a target of the same name it would be a rate
        name, measure = _whole_name(path), "target"
    elif name and header_role(name) not in (None, "total"):
        name = _whole_name(path) or name
    if name and caption.name and name in _parts_of_names() and not path[:-1]:
        name = caption.name + name  # 增长 alone beside 上年完成 and 本年目标
    unit = attributes.unit if name else attributes.unit or caption.unit
    name = name or caption.name
    if not name:
        return Column(position, "remark", label)
    if measure == "rate":  # 完成率 below 新建基地(个) is a share and no count
        unit = split_unit(path[-1])[1] or "%"
    return Column(position, "org", label, name, measure, period, unit)


def _whole_name(path: Path) -> str:
    """All headings that together name the indicator, without the unit."""
    return "".join(squash(split_unit(label)[0]) for label in path)


def is_unit_alone(label: str) -> bool:
    """Tell whether a label is a unit of measure and not the word 单位, which is one as well."""
    return unit_dimension(label) is not None and header_role(squash(label)) != "unit"


def with_unit_row(labels: Sequence[str], axis: int) -> list[str]:
    """Join a row of units below the header to it: 县区 招聘 培训 单位 人 人次.

    Args:
        labels: The header's labels and what stands behind them, as far as it is words.
        axis: Position of the column of organisations.
    """
    begin = len(labels)
    while begin > axis + 1 and is_unit_alone(labels[begin - 1]):
        begin -= 1
    units = labels[begin:]
    is_said = header_role(squash(labels[begin - 1])) == "unit"
    names = labels[axis + 1 : begin - is_said]
    if len(units) != len(names) or len(units) < (1 if is_said else _MIN_UNITS):
        return list(labels)
    joined = (f"{name}({unit})" for name, unit in zip(names, units, strict=True))
    return [*labels[: axis + 1], *joined]


def turn(table: PlacedTable) -> PlacedTable:
    """Turn a placed table so that its indicators stand in rows and its organisations in columns.

    Args:
        table: Rows are organisations; ``Header.by_org`` is set.

    Returns:
        The same cells; each slot keeps how sure its printed row was.
    """
    repeated = Counter(squash(row.indicator) for row in table.rows)
    columns = tuple(_org_column(row, index, repeated) for index, row in enumerate(table.rows))
    numbers: dict[str, int] = {}
    rows = []
    for index, column in enumerate(table.header.values):
        number = numbers.setdefault(column.org, len(numbers) + 1)
        rows.append(_indicator_row(table.rows, column, index, number))
    return replace(table, header=Header(columns), rows=tuple(rows))


def _org_column(row: PlacedRow, index: int, repeated: Counter[str]) -> Column:
    name = squash(row.indicator)
    said = read_attributes((name,)).names
    if said and header_role(said[-1]) == "total":
        name = said[-1]  # 全市目标 is 全市
    kind: Role = "total" if header_role(name) == "total" else "org"
    if repeated[name] > 1 and row.action:
        name = squash(row.action) + name  # 东片 beside 小计
    return Column(index, kind, row.indicator, name)


def _indicator_row(rows: Sequence[PlacedRow], column: Column, index: int, number: int) -> PlacedRow:
    slots = tuple(_slot(row, index) for row in rows)
    return PlacedRow(
        row_no=number,
        ordinal=None,
        action=None,
        action_declared_items=None,
        indicator=column.org,
        unit=column.unit,
        names=(column.token,) if column.token else (),
        slots=slots,
        alignment="printed",
        basis=(),
        measure=column.measure,
        period=column.period,
    )


def _slot(row: PlacedRow, index: int) -> Slot:
    slot = row.slots[index]
    return replace(
        slot,
        kind=_ACROSS.get(slot.kind, slot.kind),
        alignment=row.alignment,
        basis=row.basis,
    )


def _parts_of_names() -> frozenset[str]:
    return frozenset(words("header_words", "indicator_parts", "reason"))
