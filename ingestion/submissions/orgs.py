"""Which organisation a printed name means, and who may report for whom, from the reviewed seeds."""

from __future__ import annotations

import csv
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from ingestion.errors import ConfigError
from ingestion.settings import Settings

_UNIT_COLUMNS = ("org_code", "org_name", "official_name", "parent_org_code")
_ALIAS_COLUMNS = ("alias", "org_code", "scope_org_code")
Row = Mapping[str, str]


class OrgDirectory:
    """Organisations by code and by every name that the seeds give them.

    Args:
        units: Rows of ``org_units.csv``.
        aliases: Rows of ``org_aliases.csv``; an alias with a scope holds only for that
            organisation and those below it.
        listed: Units of the national list that nobody reviewed, with the columns of ``units``. A
            name of theirs holds only for them and those beside, above and below them, since other
            cities have districts of the same name; what is reviewed wins.
    """

    def __init__(
        self, units: Iterable[Row], aliases: Iterable[Row], listed: Iterable[Row] = ()
    ) -> None:
        self._parents: dict[str, str] = {}
        self._names: dict[str, str] = {}
        self._codes: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for unit in units:
            code = unit["org_code"]
            self._parents[code] = unit["parent_org_code"]
            self._names[code] = unit["org_name"]
            for name in (code, unit["org_name"], unit["official_name"]):
                self._codes[_fold(name)].add((code, ""))
        for alias in aliases:
            self._codes[_fold(alias["alias"])].add((alias["org_code"], alias["scope_org_code"]))
        for unit in listed:
            self._add_listed(unit)

    def _add_listed(self, unit: Row) -> None:
        code, parent = unit["org_code"], unit["parent_org_code"]
        if code in self._parents:
            return
        self._parents[code] = parent
        self._names[code] = unit["org_name"]
        self._codes[_fold(code)].add((code, ""))
        for name in (unit["org_name"], unit["official_name"]):
            self._codes[_fold(name)].add((code, parent or code))

    def __contains__(self, org_code: str) -> bool:
        return org_code in self._parents

    def name(self, org_code: str) -> str:
        """Short name of an organisation, as tables print it."""
        return self._names[org_code]

    def match(self, printed: str, *, within: str) -> str | None:
        """Code of the organisation that a name or code means in a file of ``within``.

        Whole names only: a name inside a longer one is another organisation. Width and white space
        do not matter. A name that could mean two organisations means none.
        """
        around = {within, *self._above(within)}
        meanings = self._codes.get(_fold(printed), set())
        found = {code for code, scope in meanings if not scope or scope in around}
        if len(found) > 1:
            # Every city has a bureau of the same short name: the sender means its own.
            found = {code for code in found if self.may_report(within, code)}
        return found.pop() if len(found) == 1 else None

    def named_in(self, text: str, *, within: str) -> frozenset[str]:
        """Organisations around ``within`` whose names stand in a title, the most specific only.

        Around are the organisation itself, those above it, beside it and directly below. A name
        inside a longer one that also stands there is not meant.
        """
        folded = _fold(text)
        around = self._around(within)
        spans = []
        for name, meanings in self._codes.items():
            codes = {code for code, _ in meanings} & around
            if len(name) > 1 and len(codes) == 1 and not name.isascii():
                start = folded.find(name)
                spans += [(start, start + len(name), codes.pop())] if start >= 0 else []
        found = {
            code
            for start, end, code in spans
            if not any(s <= start and end <= e and e - s > end - start for s, e, _ in spans)
        }
        return frozenset(found - {above for code in found for above in self._above(code)})

    def _around(self, org_code: str) -> set[str]:
        parent = self._parents.get(org_code, "")
        beside = {code for code, above in self._parents.items() if above in (org_code, parent)}
        return {org_code, *self._above(org_code), *(beside if parent else beside | {org_code})}

    def may_report(self, sender: str, about: str) -> bool:
        """Whether ``sender`` may report for ``about``: itself and its direct children only."""
        return sender == about or self._parents.get(about) == sender

    def _above(self, org_code: str) -> Iterable[str]:
        seen: list[str] = []
        parent = self._parents.get(org_code, "")
        while parent and parent not in seen:
            seen.append(parent)
            parent = self._parents.get(parent, "")
        return seen


def load_org_directory(settings: Settings, listed: Iterable[Row] = ()) -> OrgDirectory:
    """Read the directory from the seeds of the dbt project, the one home of organisations.

    Args:
        settings: Where the seeds lie.
        listed: Units of the national list; of those that the seeds hold too, the seeds count.

    Raises:
        ConfigError: A seed is missing or lacks a column.
    """
    seeds = settings.dbt_project / "seeds"
    return OrgDirectory(
        _rows(seeds / "org_units.csv", _UNIT_COLUMNS),
        _rows(seeds / "org_aliases.csv", _ALIAS_COLUMNS),
        listed,
    )


def _rows(path: Path, columns: tuple[str, ...]) -> list[Row]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows: list[Row] = list(csv.DictReader(file))
    except FileNotFoundError as error:
        raise ConfigError(
            "missing_seed", f"缺少机构名录 {path.name}", f"the seed {path.name} is missing"
        ) from error
    missing = [column for column in columns if rows and column not in rows[0]]
    if missing or not rows:
        raise ConfigError(
            "seed_columns",
            f"机构名录 {path.name} 缺少列：{'、'.join(missing or columns)}",
            f"the seed {path.name} lacks the columns {', '.join(missing or columns)}",
        )
    return rows


def _fold(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).split()).casefold()
