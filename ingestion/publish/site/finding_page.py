"""Arrange everything about one finding: arithmetic, quotes, hypotheses, history. Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from ingestion.publish.report_arithmetic import Arithmetic, lay_out_arithmetic, plain
from ingestion.publish.report_evidence import LooseQuote, Passage, lay_out, read_evidence
from ingestion.publish.site.audit_rows import DecisionRow, EventRow, HypothesisRow
from ingestion.publish.site.findings import FindingView
from ingestion.records import Locator, Record

CONTEXT, SHORT_CONTEXT = 120, 50
"""Characters shown before and after a quote; the short one where many documents are quoted."""
_FEW = 2
MOST_QUOTES = 40
"""Passages, and quotes without text, shown for one finding; the mart has all."""
MOST_HYPOTHESES = 6
"""Likeliest explanations shown; the mart has all."""
MOST_SIBLINGS = 60
MOST_EVENTS = 100


class SuspectCell(Record):
    """A cell that may be wrong, and what would repair the sum."""

    place: str
    org: str
    printed: str
    suggested: str


class HypothesisView(Record):
    """One way to explain a failed sum. ``percent`` is its score, null where it has none.

    A witness is quoted once; ``same_as`` is the rank of the explanation that quotes it already.
    """

    row: HypothesisRow
    cells: tuple[SuspectCell, ...]
    witnesses: tuple[Passage, ...]
    loose_witnesses: tuple[LooseQuote, ...]
    percent: int | None
    same_as: int | None


class FindingPage(Record):
    """The page of one finding. ``siblings`` are the other findings of its root cause."""

    view: FindingView
    arithmetic: Arithmetic
    passages: tuple[Passage, ...]
    loose: tuple[LooseQuote, ...]
    left_out: int
    hypotheses: tuple[HypothesisView, ...]
    hypothesis_count: int
    events: tuple[EventRow, ...]
    decisions: tuple[DecisionRow, ...]
    siblings: tuple[FindingView, ...]
    sibling_count: int
    newer: FindingView | None
    older: FindingView | None


class FindingFacts(Record):
    """What other marts say about findings, by finding key."""

    events: dict[str, tuple[EventRow, ...]]
    decisions: dict[str, tuple[DecisionRow, ...]]
    hypotheses: dict[str, tuple[HypothesisRow, ...]]


def collect_facts(
    events: Sequence[EventRow],
    decisions: Sequence[DecisionRow],
    hypotheses: Sequence[HypothesisRow],
) -> FindingFacts:
    """Gather the rows of each finding, in their order."""
    by_release = sorted(events, key=_event_order)
    by_time = sorted(decisions, key=lambda one: (str(one.decided_at or ""), one.disposition))
    by_rank = sorted(hypotheses, key=lambda one: one.rank_no)
    return FindingFacts(
        events={key: tuple(one) for key, one in _by_finding(by_release).items()},
        decisions={key: tuple(one) for key, one in _by_finding(by_time).items()},
        hypotheses={key: tuple(one) for key, one in _by_finding(by_rank).items()},
    )


def _event_order(event: EventRow) -> tuple[int, bool, str]:
    """A finding changes first, and is reopened because it did."""
    return event.release_no, event.event == "reopened", event.event


def _by_finding(rows: Sequence[Any]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for row in rows:
        found.setdefault(row.finding_key, []).append(row)
    return found


def arrange_finding(
    view: FindingView,
    *,
    siblings: Sequence[FindingView],
    neighbours: tuple[FindingView | None, FindingView | None],
    facts: FindingFacts,
    texts: Mapping[str, str],
) -> FindingPage:
    """Arrange the page of one finding.

    Args:
        view: The finding.
        siblings: All findings of its root cause, itself among them.
        neighbours: The findings before and after it in the list.
        facts: What other marts say about findings.
        texts: Canonical text by document id.
    """
    row = view.row
    context = CONTEXT if len(view.quoted) <= _FEW else SHORT_CONTEXT
    quotes = lay_out(read_evidence(row.evidence), texts, context=context)
    guesses = facts.hypotheses.get(row.finding_key, ())
    others = [one for one in siblings if one.row.finding_key != row.finding_key]
    return FindingPage(
        view=view,
        arithmetic=lay_out_arithmetic(
            row.expected, row.observed, row.difference, row.tolerance, row.detail
        ),
        passages=quotes.passages[:MOST_QUOTES],
        loose=quotes.loose[:MOST_QUOTES],
        left_out=len(quotes.passages[MOST_QUOTES:]) + len(quotes.loose[MOST_QUOTES:]),
        hypotheses=_hypotheses(guesses[:MOST_HYPOTHESES], texts),
        hypothesis_count=len(guesses),
        events=facts.events.get(row.finding_key, ())[-MOST_EVENTS:],
        decisions=facts.decisions.get(row.finding_key, ()),
        siblings=tuple(others[:MOST_SIBLINGS]),
        sibling_count=len(others),
        newer=neighbours[0],
        older=neighbours[1],
    )


def _hypotheses(
    rows: Sequence[HypothesisRow], texts: Mapping[str, str]
) -> tuple[HypothesisView, ...]:
    quoted: dict[str, int] = {}
    views = []
    for rank, row in enumerate(rows, 1):
        witness = row.witness_evidence or ""
        views.append(_hypothesis(row, texts, quoted.get(witness)))
        if views[-1].witnesses or views[-1].loose_witnesses:
            quoted.setdefault(witness, rank)
    return tuple(views)


def _hypothesis(
    row: HypothesisRow, texts: Mapping[str, str], same_as: int | None
) -> HypothesisView:
    cells = json.loads(row.cells or "[]") or []
    evidence = () if same_as else _locators(row.witness_evidence)
    witnesses = lay_out(evidence, texts, context=SHORT_CONTEXT)
    return HypothesisView(
        row=row,
        cells=tuple(_cell(one) for one in cells if isinstance(one, dict)),
        witnesses=witnesses.passages[:3],
        loose_witnesses=witnesses.loose[:3],
        percent=None if row.score is None else int(row.score * 100),
        same_as=same_as,
    )


def _locators(printed: str | None) -> tuple[Locator, ...]:
    return read_evidence(printed) if (printed or "").startswith("[") else ()


def _cell(one: Mapping[str, Any]) -> SuspectCell:
    def said(name: str) -> str:
        value = one.get(name)
        return "" if value is None else plain(str(value)) or ""

    return SuspectCell(
        place=said("place"), org=said("org"), printed=said("printed"), suggested=said("suggested")
    )
