"""Match the names of a candidate's records and write what they mean into its schema ``raw``.

Runs once a build, between the records and the models. The core is pure; here is what is read from
the candidate and the seeds, and what is written.
"""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from ingestion.load.match_tables import MATCH_TABLES
from ingestion.load.reviews import DecisionFile, decision_rows, latest_decisions
from ingestion.match.answers import answers_from
from ingestion.match.departments import match_departments
from ingestion.match.divisions import Divisions, FormerName, Unit, build_divisions, former_names
from ingestion.match.model import EntityMatch, Mention, entity_match
from ingestion.match.names import fold_name
from ingestion.match.narrative import match_narrative
from ingestion.match.orgs import OrgMatcher
from ingestion.match.reader import (
    PrintedName,
    read_departments,
    read_orgs,
    read_planned,
    read_plans,
    read_reported,
    read_used_orgs,
)
from ingestion.match.reported import match_reported
from ingestion.match.scope import Scope, ScopeFinder
from ingestion.match.task_reader import match_listed_tasks
from ingestion.settings import Settings


def match_entities(
    candidate: Path, settings: Settings, decided: Sequence[tuple[Path, DecisionFile]] = ()
) -> dict[str, int]:
    """Fill the tables of ``MATCH_TABLES``: what names mean and what reviewers decided.

    Args:
        candidate: A DuckDB file whose schema ``raw`` holds the records.
        settings: Where the seeds of organisations are.
        decided: Every import of reviewers' decisions, oldest first; default none.

    Returns:
        Rows written, by table.
    """
    decided_now = latest_decisions(decided).values()
    answers = answers_from(decided_now)
    seeds = settings.dbt_project / "seeds"
    aliases = _rows(seeds / "org_aliases.csv")
    divisions = build_divisions(_rows(seeds / "org_units.csv"))
    with duckdb.connect(str(candidate)) as connection:
        scopes, years = _scopes(connection, divisions, aliases)
        matcher = OrgMatcher(divisions, aliases, answers.orgs)
        orgs = [
            entity_match("org", one, matcher.match(one, scope.code))
            for scope, one in _mentions(read_orgs(connection), scopes, years, divisions)
        ]
        departments = match_departments(
            [one for _, one in _mentions(read_departments(connection), scopes, years, divisions)],
            answers.departments,
        )
        reported = match_reported(
            read_reported(connection), read_planned(connection), answers.indicators
        )
        named = [
            *read_used_orgs(connection),
            *(one.matched_code for one in orgs),
            *(scope.code for scope in scopes.values()),
            *(one.value_code for one in decided_now),
        ]
        used = _in_use(matcher, filter(None, named))
        tables = {
            "document_scopes": _scope_rows(scopes),
            "entity_matches": [_match_row(one) for one in (*orgs, *departments, *reported)],
            "indicator_matches": match_narrative(connection, answers.narrative),
            "task_matches": match_listed_tasks(connection, divisions, scopes, years),
            "org_units_in_use": [_unit_row(one) for one in used],
            "org_unit_former_names": _former_rows({one.code for one in used}, former_names()),
            "review_decisions": decision_rows(decided),
        }
        for name, rows in tables.items():
            _write(connection, name, rows)
    return {name: len(rows) for name, rows in tables.items()}


def _scopes(
    connection: duckdb.DuckDBPyConnection, divisions: Divisions, aliases: Iterable[dict[str, str]]
) -> tuple[dict[str, Scope], dict[str, int | None]]:
    """The scope and the year of every document; documents of one plan share them."""
    everywhere = {
        fold_name(row["alias"]): row["org_code"]
        for row in aliases
        if not row["scope_org_code"] and divisions.units[row["org_code"]].level != "bureau"
    }
    finder = ScopeFinder(divisions, everywhere)
    scopes: dict[str, Scope] = {}
    years: dict[str, int | None] = {}
    for plan, documents in read_plans(connection):
        scope = finder.find(plan)
        for document_id in documents:
            scopes[document_id], years[document_id] = scope, plan.year
    return scopes, years


def _mentions(
    names: Iterable[PrintedName],
    scopes: dict[str, Scope],
    years: dict[str, int | None],
    divisions: Divisions,
) -> list[tuple[Scope, Mention]]:
    """Join the occurrences of one name within one scope; the first document shows it."""
    found: dict[tuple[str, str], list[PrintedName]] = defaultdict(list)
    by_key: dict[str, Scope] = {}
    for name in names:
        scope = _scope_of(name, scopes, divisions)
        by_key[scope.key] = scope
        found[scope.key, name.name].append(name)
    beside: dict[str, set[str]] = defaultdict(set)
    for key, printed in found:
        if not by_key[key].code:
            beside[key].add(fold_name(printed))
    return [
        (
            by_key[key],
            Mention(
                scope_key=key,
                scope_name=by_key[key].name,
                printed_name=printed,
                occurrence_count=sum(one.occurrence_count for one in group),
                evidence=_pointing_at(printed, group[0].evidence),
                document_id=group[0].document_id,
                year=max((years.get(one.document_id) or 0 for one in group), default=0) or None,
                is_total=all(one.is_total for one in group),
                beside=frozenset(beside[key]),
            ),
        )
        for (key, printed), group in sorted(found.items())
    ]


def _pointing_at(printed: str, evidence: str) -> str:
    """The locators of a row that quote the name; all of them where none does."""
    locators = json.loads(evidence or "[]")
    quoting = [one for one in locators if printed in one.get("quote", "")]
    return json.dumps(quoting or locators, ensure_ascii=False)


def _scope_of(name: PrintedName, scopes: dict[str, Scope], divisions: Divisions) -> Scope:
    if not name.sender:
        return scopes.get(name.document_id) or Scope(name.document_id, "", "", "none")
    unit = divisions.units.get(name.sender)
    return Scope(name.sender, name.sender if unit else "", unit.official_name if unit else "", "")


def _in_use(matcher: OrgMatcher, codes: Iterable[str]) -> list[Unit]:
    """Units that something names, with all that lie above them and what succeeded them."""
    wanted: dict[str, Unit] = {}
    queue = list(codes)
    while queue:
        unit = matcher.unit(queue.pop())
        if unit is None or unit.code in wanted:
            continue
        wanted[unit.code] = unit
        queue += [one for one in (unit.parent, unit.successor) if one]
    return [wanted[code] for code in sorted(wanted)]


def _scope_rows(scopes: dict[str, Scope]) -> list[dict[str, Any]]:
    return [
        {
            "document_id": document_id,
            "scope_key": scope.key,
            "scope_org_code": scope.code or None,
            "scope_name": scope.name,
            "basis": scope.basis,
        }
        for document_id, scope in sorted(scopes.items())
    ]


def _match_row(match: EntityMatch) -> dict[str, Any]:
    candidates = ",".join(one.model_dump_json() for one in match.candidates)
    return match.model_dump() | {"candidates": f"[{candidates}]"}


def _unit_row(unit: Unit) -> dict[str, Any]:
    return {
        "org_code": unit.code,
        "org_name": unit.name,
        "official_name": unit.official_name,
        "org_level": unit.level,
        "parent_org_code": unit.parent or None,
        "valid_from": unit.valid_from,
        "valid_to": unit.valid_to,
        "successor_org_code": unit.successor or None,
        "is_official": unit.is_official,
    }


def _former_rows(used: set[str], former: Iterable[FormerName]) -> list[dict[str, Any]]:
    return [
        {
            "org_code": one.code,
            "org_name": one.name,
            "official_name": one.official_name,
            "valid_from": one.valid_from,
            "valid_to": one.valid_to,
            "basis": one.basis,
        }
        for one in former
        if one.code in used
    ]


def _write(connection: duckdb.DuckDBPyConnection, table: str, rows: list[dict[str, Any]]) -> None:
    connection.register("given", pa.Table.from_pylist(rows, schema=MATCH_TABLES[table]))
    connection.execute(f"create or replace table raw.{table} as select * from given")
    connection.unregister("given")


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))
