"""Administrative divisions by code and by every name they bear or bore. Reads lookups, then pure.

The official list (GB/T 2260, with its changes since 2002) is `lookups/official_divisions.csv`; the
reviewed units of the dbt seeds come on top and win where both know a code. ``valid_to_basis`` and
``successor_basis`` say for auditors whether a list or recorded change shows the fact (``official``)
or it was concluded from what the lists before and after hold (``derived``).
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

from ingestion.errors import ConfigError
from ingestion.match.names import fold_name, short_name
from ingestion.values.lookups import FOLDER

_LEVELS = {"province": 0, "city": 1, "county": 2}
Row = Mapping[str, str]


@dataclass(frozen=True)
class Unit:
    """One organisation that a printed name may mean.

    ``valid_from`` and ``valid_to`` bound its existence, ``None`` where open or not researched;
    ``successor`` is the code that took over. ``is_official`` is false for what has no statistical
    code and therefore carries one of ours.
    """

    code: str
    name: str
    official_name: str
    level: str
    parent: str
    valid_from: date | None = None
    valid_to: date | None = None
    successor: str = ""
    is_official: bool = True
    names: tuple[str, ...] = field(default=(), compare=False)

    def existed_in(self, year: int | None) -> bool:
        """Whether the unit existed at some time of a year; of an unknown year every unit did."""
        if year is None:
            return True
        begun = self.valid_from is None or self.valid_from.year <= year
        return begun and (self.valid_to is None or self.valid_to.year >= year)


@dataclass(frozen=True)
class FormerName:
    """An official name that a code bore until ``valid_to``; the code itself went on."""

    code: str
    name: str
    official_name: str
    valid_from: date | None
    valid_to: date | None
    basis: str


class Divisions:
    """Units by code, by name and by parent."""

    def __init__(self, units: Iterable[Unit]) -> None:
        self.units: dict[str, Unit] = {unit.code: unit for unit in units}
        self._children: dict[str, list[str]] = defaultdict(list)
        self._full: dict[str, list[str]] = defaultdict(list)
        self._short: dict[str, list[str]] = defaultdict(list)
        for unit in self.units.values():
            self._children[unit.parent].append(unit.code)
            shorts = {fold_name(unit.name), *(short_name(name) for name in unit.names)}
            for name in unit.names:
                self._full[fold_name(name)].append(unit.code)
            for name in shorts - {fold_name(name) for name in unit.names}:
                self._short[name].append(unit.code)

    def __contains__(self, code: str) -> bool:
        return code in self.units

    def children(self, code: str) -> tuple[str, ...]:
        """Codes right below a unit."""
        return tuple(self._children.get(code, ()))

    def ancestors(self, code: str) -> tuple[str, ...]:
        """Codes above a unit, the nearest first."""
        found: list[str] = []
        unit = self.units.get(code)
        while unit is not None and unit.parent and unit.parent not in found:
            found.append(unit.parent)
            unit = self.units.get(unit.parent)
        return tuple(found)

    def is_below(self, code: str, above: str) -> bool:
        """Whether a unit is another one or lies somewhere below it."""
        return code == above or above in self.ancestors(code)

    def with_full_name(self, folded: str) -> Sequence[str]:
        """Codes of the units that bear or bore an official name."""
        return self._full.get(folded, ())

    def with_short_name(self, folded: str) -> Sequence[str]:
        """Codes of the units whose name without its ending is this."""
        return self._short.get(folded, ())

    def existing(self, codes: Iterable[str], year: int | None) -> list[str]:
        """The units that existed in a year; failing all of them, those that ever did."""
        listed = list(dict.fromkeys(codes))
        alive = [code for code in listed if self.units[code].existed_in(year)]
        return alive or listed

    @property
    def longest_name(self) -> int:
        """Length of the longest full name. Unit: characters."""
        return max(map(len, self._full), default=0)


def depth(level: str) -> int:
    """How deep a level lies: province 0, city 1, county 2, all else 3."""
    return _LEVELS.get(level, 3)


def build_divisions(seeds: Iterable[Row]) -> Divisions:
    """Join the official list with the reviewed units of the seeds, which win.

    Args:
        seeds: Rows of ``org_units.csv``.
    """
    units = dict(_official())
    for row in seeds:
        known = units.get(row["org_code"])
        units[row["org_code"]] = Unit(
            code=row["org_code"],
            name=row["org_name"],
            official_name=row["official_name"],
            level=row["org_level"],
            parent=row["parent_org_code"] or (known.parent if known else ""),
            valid_from=_day(row["valid_from"]),
            valid_to=_day(row["valid_to"]),
            successor=known.successor if known else "",
            is_official=known is not None,
            names=tuple({row["official_name"], *(known.names if known else ())}),
        )
    return Divisions(units.values())


@cache
def former_names() -> tuple[FormerName, ...]:
    """Names that codes of the official list no longer bear, in the order of the list."""
    return tuple(
        FormerName(
            code=row["org_code"],
            name=short_name(row["former_name"]),
            official_name=row["former_name"],
            valid_from=_day(row["valid_from"]),
            valid_to=_day(row["valid_to"]),
            basis=row["basis"],
        )
        for row in _rows(FOLDER / "official_former_names.csv")
    )


def official_rows() -> list[dict[str, str]]:
    """The units of the official list that exist or existed, with the columns of the seed."""
    return [
        {
            "org_code": unit.code,
            "org_name": unit.name,
            "official_name": unit.official_name,
            "parent_org_code": unit.parent,
        }
        for unit in _official().values()
    ]


@cache
def _official() -> Mapping[str, Unit]:
    former: dict[str, list[str]] = defaultdict(list)
    for one in former_names():
        former[one.code].append(one.official_name)
    return {
        row["org_code"]: Unit(
            code=row["org_code"],
            name=short_name(row["official_name"]),
            official_name=row["official_name"],
            level=row["org_level"],
            parent=row["parent_org_code"],
            valid_from=_day(row["valid_from"]),
            valid_to=_day(row["valid_to"]),
            successor=row["successor_org_code"],
            names=(row["official_name"], *former[row["org_code"]]),
        )
        for row in _rows(FOLDER / "official_divisions.csv")
    }


def _rows(path: Path) -> list[dict[str, str]]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))
    except OSError as error:
        raise ConfigError(
            "bad_lookup",
            f"缺少行政区划表 {path.name}",
            f"the list {path.name} is missing",
            path.name,
        ) from error


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
