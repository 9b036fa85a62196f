"""The audit of one plan: text against table, declared counts, measurability. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import TypeVar

from ingestion.publish.annotated_cards import COMPARATORS
from ingestion.publish.report_arithmetic import show_decimal
from ingestion.publish.report_evidence import read_evidence
from ingestion.publish.report_grids import Rate, show_rate
from ingestion.publish.site.audit_rows import DeclaredRow, MeasurabilityRow, NarrativeRow
from ingestion.publish.site.findings import Cause
from ingestion.publish.site.report_rows import ReportRows
from ingestion.publish.site.rows import DocumentRow
from ingestion.publish.site.sources import Lookups
from ingestion.records import Record

RELATIONS = (
    "contradict",
    "looser",
    "stricter",
    "not_comparable",
    "only_in_narrative",
    "only_in_table",
    "milestone",
    "agree",
)
MOST_PAIRS = 1500
_PLAN_FAMILIES, _COUNTS = "PX", "P02"
_OfPlan = TypeVar("_OfPlan", DocumentRow, NarrativeRow, DeclaredRow, MeasurabilityRow)


class PairView(Record):
    """One target of running text beside its row of the table."""

    row: NarrativeRow
    relation: str
    narrative: str
    table: str
    start: int | None


class DeclaredView(Record):
    """One declared count; ``start`` is where it is printed. Unit: code points.

    ``is_right`` is what the check concluded.
    """

    row: DeclaredRow
    start: int | None
    is_right: bool


class MeasureView(Record):
    """How measurable one action is. ``parts`` are shares of its targets: number, unit and so on."""

    row: MeasurabilityRow
    score: Rate | None
    parts: tuple[Rate | None, ...]


class PlanAudit(Record):
    """The page of one plan."""

    plan_id: str
    title: str
    is_synthetic: bool
    documents: tuple[DocumentRow, ...]
    causes: tuple[Cause, ...]
    pairs: tuple[PairView, ...]
    by_relation: dict[str, int]
    pairs_left_out: int
    declared: tuple[DeclaredView, ...]
    measures: tuple[MeasureView, ...]
    total: MeasureView | None


def arrange_audits(
    rows: ReportRows, causes: Sequence[Cause], lookups: Lookups
) -> tuple[PlanAudit, ...]:
    """Arrange one page for every plan that has something to audit, the latest plan first."""
    documents = _by_plan(rows.documents)
    narratives = _by_plan(rows.narratives)
    declared = _by_plan(rows.declared)
    measures = _by_plan(rows.measurability)
    by_plan = _causes(causes)
    plans = [
        plan_id
        for plan_id, group in documents.items()
        if any(one.kind in ("plan", "task_list") for one in group)
        or narratives.get(plan_id)
        or declared.get(plan_id)
    ]
    audits = [
        _audit(
            plan_id,
            lookups,
            documents[plan_id],
            by_plan.get(plan_id, ()),
            narratives.get(plan_id, ()),
            declared.get(plan_id, ()),
            measures.get(plan_id, ()),
        )
        for plan_id in plans
    ]
    return tuple(sorted(audits, key=_latest_first))


def _latest_first(audit: PlanAudit) -> tuple[int, str]:
    return -max((one.year or 0 for one in audit.documents), default=0), audit.plan_id


def _by_plan(rows: Iterable[_OfPlan]) -> dict[str, list[_OfPlan]]:
    found: dict[str, list[_OfPlan]] = defaultdict(list)
    for row in rows:
        if row.plan_id:
            found[row.plan_id].append(row)
    return found


def _causes(causes: Iterable[Cause]) -> Mapping[str, list[Cause]]:
    """Those that a check of plans found."""
    found: dict[str, list[Cause]] = defaultdict(list)
    for cause in causes:
        row = cause.lead.row
        if row.plan_id and row.check_id[:1] in _PLAN_FAMILIES:
            found[row.plan_id].append(cause)
    return found


def _audit(  # noqa: PLR0913, PLR0917 - a plan is all of these
    plan_id: str,
    lookups: Lookups,
    documents: Sequence[DocumentRow],
    causes: Sequence[Cause],
    narratives: Sequence[NarrativeRow],
    declared: Sequence[DeclaredRow],
    measures: Sequence[MeasurabilityRow],
) -> PlanAudit:
    wrong = {
        one.row.subject_key
        for cause in causes
        for one in cause.members
        if one.row.check_id == _COUNTS
    }
    pairs = sorted((_pair(one) for one in narratives), key=_pair_order)
    counted = Counter(pair.relation for pair in pairs)
    known = [*RELATIONS, *sorted(counted.keys() - set(RELATIONS))]
    views = [_measure(one) for one in measures]
    return PlanAudit(
        plan_id=plan_id,
        title=lookups.plan_title(plan_id),
        is_synthetic=plan_id in lookups.synthetic_plans,
        documents=tuple(documents),
        causes=tuple(causes),
        pairs=tuple(pairs[:MOST_PAIRS]),
        by_relation={code: counted[code] for code in known if counted[code]},
        pairs_left_out=max(0, len(pairs) - MOST_PAIRS),
        declared=tuple(sorted((_declared(one, wrong) for one in declared), key=_declared_order)),
        measures=tuple(one for one in views if not one.row.is_total),
        total=next((one for one in views if one.row.is_total), None),
    )


def _pair(row: NarrativeRow) -> PairView:
    return PairView(
        row=row,
        relation=row.relation or "not_comparable",
        narrative=row.narrative_quote or "",
        table=_value(row),
        start=_start(row.evidence),
    )


def _value(row: NarrativeRow) -> str:
    if row.table_value is None:
        return ""
    sign = COMPARATORS.get(row.table_comparator or "", "")  # type: ignore[call-overload]
    return f"{sign}{show_decimal(row.table_value)}{row.table_unit_name or ''}"


def _pair_order(pair: PairView) -> tuple[int, int, str]:
    known = pair.relation in RELATIONS
    rank = RELATIONS.index(pair.relation) if known else len(RELATIONS)
    return rank, pair.start if pair.start is not None else 1 << 60, pair.row.narrative_match_key


def _start(evidence: str | None) -> int | None:
    return next((one.start for one in read_evidence(evidence)), None)


def _declared(row: DeclaredRow, wrong: Collection[str | None]) -> DeclaredView:
    return DeclaredView(row=row, start=_start(row.evidence), is_right=row.subject_key not in wrong)


def _declared_order(one: DeclaredView) -> tuple[bool, bool, int, str]:
    return not one.row.is_evaluated, one.is_right, one.start or 0, one.row.subject_key


def _measure(row: MeasurabilityRow) -> MeasureView:
    counts = (row.has_number_count, row.has_unit_count, row.has_owner_count, row.has_deadline_count)
    return MeasureView(
        row=row,
        score=show_rate(row.score),
        parts=tuple(_share(count, row.target_count) for count in counts),
    )


def _share(count: int, of: int) -> Rate | None:
    return show_rate(Decimal(count) / Decimal(of)) if of else None
