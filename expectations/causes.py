"""Find the findings that have one root cause, so that one mistake is looked at once.

Which findings belong together is data (``cause_rules.yml``); here it is only worked out. Each
finding is put to the best named one that it is linked with, and that one to its own. Of two
mistakes in one sum neither hides behind the other: the sum goes to one of them. The order of
checks, periods and subjects decides, so that the same findings always have the same causes.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import yaml
from pydantic import BaseModel, ConfigDict

from expectations.outcomes import CheckFailure, FindingCause

if TYPE_CHECKING:
    import duckdb

Offer = Literal["first", "reported", "planned", "all"]
Handle = tuple[object, ...]


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Lead(_Data):
    """A check that may name a cause, and how it says so."""

    check: str
    cause_zh: str
    cause_en: str
    reason: str


class Rule(_Data):
    """When two findings have one cause."""

    rule: str
    by: Literal["figure", "place", "submission"]
    checks: dict[str, Offer]
    same_check: bool = False
    same_org: bool = False
    is_short: bool = False
    reason: str


class CauseRules(_Data):
    """The whole file. What a rule links stands among the leads."""

    leads: tuple[Lead, ...]
    rules: tuple[Rule, ...]


class Place(NamedTuple):
    """What one locator points to: a span of the canonical text, else a cell or a page."""

    document_id: str
    start: int
    end: int
    cell: str = ""


class Figures(NamedTuple):
    """Which of the cited places are printed figures, and not the names beside them."""

    reported: Mapping[Place, Place]
    planned: Mapping[Place, Place]


@cache
def read_rules() -> CauseRules:
    """Read the reviewed rules."""
    text = Path(__file__).with_name("cause_rules.yml").read_text("utf-8")
    return CauseRules.model_validate(yaml.safe_load(text))


def find_causes(
    connection: duckdb.DuckDBPyConnection, failures: Iterable[CheckFailure]
) -> list[FindingCause]:
    """Group the failing rows of a candidate.

    Args:
        connection: To the candidate; it is only read.
        failures: All failing rows.

    Returns:
        One row for each finding that shares its cause with others, in a fixed order.
    """
    rules = read_rules()
    known = {lead.check for lead in rules.leads}
    listed = [one for one in failures if one.check_id in known]
    places = {number: read_places(one.evidence) for number, one in enumerate(listed)}
    figures = _read_figures(connection, {place for cited in places.values() for place in cited})
    return group(listed, places, figures, rules)


def group(
    failures: Sequence[CheckFailure],
    places: Mapping[int, Sequence[Place]],
    figures: Figures,
    rules: CauseRules,
) -> list[FindingCause]:
    """Put every finding to the one that leads it. Pure.

    Args:
        failures: Failing rows of checks that are among the leads.
        places: Number of a failing row -> the places that its evidence cites, in order.
        figures: Which of them are printed figures.
        rules: Who leads, and what links.
    """
    ranks = {lead.check: number for number, lead in enumerate(rules.leads)}
    order = sorted(range(len(failures)), key=lambda number: _order(failures[number], ranks))
    above: dict[int, int] = {}
    position = {number: place for place, number in enumerate(order)}
    for rule in rules.rules:
        first: dict[Handle, int] = {}
        for number in order:
            for handle in _handles(rule, failures[number], places[number], figures):
                leader = first.setdefault(handle, number)
                if position[leader] < position[above.get(number, number)]:
                    above[number] = leader
    leaders = {number: _top(number, above) for number in order}
    followers = Counter(leaders.values())
    words = {lead.check: lead for lead in rules.leads}
    return [
        _cause(failures[number], failures[leader], followers[leader] - 1, words)
        for number, leader in sorted(leaders.items())
        if followers[leader] > 1
    ]


def read_places(evidence: str) -> list[Place]:
    """Read the places of a JSON list of locators, in order, each once."""
    found: dict[Place, None] = {}
    for one in json.loads(evidence or "[]"):
        cell = "!".join(
            str(one[name]) for name in ("sheet", "cell", "page", "bbox") if one.get(name)
        )
        if one.get("start") is not None and one.get("end") is not None:
            found[Place(one["document_id"], int(one["start"]), int(one["end"]))] = None
        elif cell:
            found[Place(one["document_id"], -1, -1, cell)] = None
    return list(found)


def _order(failure: CheckFailure, ranks: Mapping[str, int]) -> tuple[object, ...]:
    subject = (failure.subject_zh or "", failure.plan_id or "", failure.subject_key)
    return (ranks[failure.check_id], failure.period_code or "", *subject)


def _handles(
    rule: Rule, failure: CheckFailure, places: Sequence[Place], figures: Figures
) -> Iterator[Handle]:
    """What a rule may take a finding by; nothing where the rule is not about it."""
    offer = rule.checks.get(failure.check_id)
    if offer is None or (rule.is_short and not (failure.difference or 0) < 0):
        return
    apart = (
        failure.check_id if rule.same_check else "",
        failure.org_code if rule.same_org else "",
    )
    if rule.by == "submission":
        if failure.org_code and failure.period_code:
            yield (*apart, failure.plan_id, failure.org_code, failure.period_code)
    elif rule.by == "place":
        yield from ((*apart, place) for place in places)
    else:
        yield from ((*apart, figure) for figure in _offered(offer, places, figures))


def _offered(offer: Offer, places: Sequence[Place], figures: Figures) -> Iterable[Place]:
    both = {**figures.planned, **figures.reported}
    if offer == "first":
        return [both[place] for place in places[:1] if place in both]
    known = {"reported": figures.reported, "planned": figures.planned, "all": both}[offer]
    return [known[place] for place in places if place in known]


def _top(number: int, above: Mapping[int, int]) -> int:
    while number in above:
        number = above[number]
    return number


def _cause(
    failure: CheckFailure, leader: CheckFailure, others: int, words: Mapping[str, Lead]
) -> FindingCause:
    said = words[leader.check_id]
    values = {
        "subject_zh": leader.subject_zh or "",
        "subject_en": leader.subject_en or leader.subject_zh or "",
        "others": others,
    }
    return FindingCause(
        check_id=failure.check_id,
        plan_id=failure.plan_id,
        subject_key=failure.subject_key,
        lead_check_id=leader.check_id,
        lead_plan_id=leader.plan_id,
        lead_subject_key=leader.subject_key,
        cause_zh=said.cause_zh.format_map(values),
        cause_en=said.cause_en.format_map(values),
    )


_FIGURES = """
    with printed as (
        select distinct
            evidence ->> '$[0].document_id' as document_id,
            coalesce(try_cast(evidence ->> '$[0].start' as bigint), -1) as first_no,
            coalesce(try_cast(evidence ->> '$[0].end' as bigint), -1) as last_no,
            concat_ws(
                '!', evidence ->> '$[0].sheet', evidence ->> '$[0].cell',
                evidence ->> '$[0].page', evidence ->> '$[0].bbox'
            ) as cell
        from marts.{table}
        where document_key in (select document_id from cited)
    ),

    met as (
        select
            cited.*, printed.first_no as figure_start, printed.last_no as figure_end,
            count(*) over (
                partition by cited.document_id, cited.first_no, cited.last_no, cited.cell
            ) as times
        from cited
        inner join printed
            on
                cited.document_id = printed.document_id
                and case
                    when cited.first_no < 0 then printed.first_no < 0 and cited.cell = printed.cell
                    else
                        (cited.first_no >= printed.first_no and cited.last_no <= printed.last_no)
                        or (printed.first_no >= cited.first_no and printed.last_no <= cited.last_no)
                end
    )

    -- A place that holds several figures is a passage.
    select document_id, first_no, last_no, cell, figure_start, figure_end from met
    where times = 1
"""


def _read_figures(connection: duckdb.DuckDBPyConnection, cited: set[Place]) -> Figures:
    import pyarrow as pa

    rows = sorted(cited)
    table = pa.table(
        {
            "document_id": pa.array([row.document_id for row in rows], pa.string()),
            "first_no": pa.array([row.start for row in rows], pa.int64()),
            "last_no": pa.array([row.end for row in rows], pa.int64()),
            "cell": pa.array([row.cell for row in rows], pa.string()),
        }
    )
    connection.register("cited", table)
    try:
        return Figures(
            reported=_figures_of(connection, "fct_actuals"),
            planned=_figures_of(connection, "fct_target_statements"),
        )
    finally:
        connection.unregister("cited")


def _figures_of(connection: duckdb.DuckDBPyConnection, table: str) -> dict[Place, Place]:
    ((present,),) = connection.execute(
        "select count(*) from information_schema.columns where table_schema = 'marts'"
        " and table_name = ? and column_name in ('evidence', 'document_key')",
        [table],
    ).fetchall()
    if present < 2:  # a candidate without facts has no figures
        return {}
    rows: list[tuple[Any, ...]] = connection.execute(_FIGURES.format(table=table)).fetchall()
    found: dict[Place, Place] = {}
    for document_id, start, end, cell, figure_start, figure_end in rows:
        found[Place(document_id, start, end, cell)] = Place(
            document_id, figure_start, figure_end, cell if start < 0 else ""
        )
    return found
