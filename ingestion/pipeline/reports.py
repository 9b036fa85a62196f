"""Read reports that have landed: alone, in an archive with what supports them, or beside it.

A file in a folder for supporting files (附件) is no report. In an archive the tables are reports,
and what lies beside a report supports it; where there is no table, the prose is the report.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import TYPE_CHECKING

from ingestion.errors import WarehouseError
from ingestion.extract.container import INSIDE
from ingestion.landing import Landed, land, list_beside, outcome_for, stat_delivery
from ingestion.load.store import Reading
from ingestion.records import Outcome, SupportingFile
from ingestion.settings import Settings
from ingestion.submissions.envelope import Attached, Envelope
from ingestion.submissions.orgs import OrgDirectory
from ingestion.submissions.periods import parse_period
from ingestion.submissions.supporting import is_supporting_path, meant_file

if TYPE_CHECKING:
    from ingestion.submissions.read import SubmissionReading

_NOTHING: Mapping[str, Attached] = MappingProxyType({})
Read = Callable[[Landed], Reading]
"""Reads one document that has landed."""
ReadPacked = Callable[[Sequence[Landed], Callable[[Landed, Read], Reading]], Iterator[Reading]]
"""Reads the members of one archive, by a function that catches what is wrong with one of them."""
SUPPORTING = "supporting_file"
"""Outcome code of a file that supports a report and is none."""
# Why a table that somebody packed with a report is no report itself.
_NO_REPORT = frozenset({"no_header", "no_period"})
_TABLES = frozenset({".xlsx", ".xlsm", ".csv", ".json"})
_PROSE = frozenset({".txt", ".htm", ".html", ".docx", ".docm", ".pdf"})


@dataclass(frozen=True)
class ReportReader:
    """Reads reports.

    Attributes:
        orgs: Who is who.
        settings: Where the inbox and the archive are.
    """

    orgs: OrgDirectory
    settings: Settings

    def read(self, landed: Landed, attached: Mapping[str, Attached] = _NOTHING) -> Reading:
        """Read one progress submission that has landed.

        A file whose every row is refused is rejected as a whole; its issues say why. One in a
        folder for supporting files is none, and is only kept.

        Args:
            landed: The file.
            attached: What came with it in one archive, by path there.

        Raises:
            WarehouseError: The file cannot be read, or is not what a submission requires.
        """
        from ingestion.submissions.read import read_submission

        if is_supporting_path(_below_org(landed.outcome)):
            return _supporting_alone(landed)
        assert landed.data is not None
        first = landed.outcome
        found = read_submission(
            landed.data,
            first.path,
            document_id=first.document_id,
            delivery_id=first.delivery_id,
            org_code=first.org_code or "",
            received_at=first.received_at,
            orgs=self.orgs,
            attached=attached,
            nearby=lambda name: _nearby(name, landed, self.settings),
        )
        return Reading((first, _outcome(landed, found)), tuple(found.records()))

    def read_packed(
        self, landed: Sequence[Landed], read: Callable[[Landed, Read], Reading]
    ) -> Iterator[Reading]:
        """Read the members of one archive: its reports, each with the files that support it.

        Args:
            landed: The members that could be unpacked.
            read: Reads one of them, and catches what is wrong with it.
        """
        reports = _reports(landed, self.orgs)
        support = [one for one in landed if one not in reports]
        attached = {one.name: one for one in map(_attached, support)}
        for number, report in enumerate(reports):
            reading = read(report, lambda one: self.read(one, attached))
            yield _without_extras(reading) if number else reading
        for one in support:
            yield Reading((one.outcome, _supporting_outcome(one)))


def _outcome(landed: Landed, found: SubmissionReading) -> Outcome:
    is_refused = found.seen > 0 and found.loaded == 0
    return outcome_for(
        landed.delivery,
        step="extract",
        outcome="rejected" if is_refused else "accepted",
        document_id=landed.outcome.document_id,
        code="no_row_loaded" if is_refused else "",
        message_zh="没有一行可以载入，逐行原因见问题清单" if is_refused else "",
        message_en="no row could be loaded; the issues say why, row by row" if is_refused else "",
        seen=found.seen,
        loaded=found.loaded,
        rejected=found.rejected,
        ignored=found.ignored,
    )


def _reports(landed: Sequence[Landed], orgs: OrgDirectory) -> list[Landed]:
    """Which files of an archive are reports; all, so that each is told why not, if none is."""
    loose = [one for one in landed if not is_supporting_path(_inside(one.outcome.path))]
    tables = [one for one in loose if _suffix(one) in _TABLES]
    return (
        [one for one in tables if _is_report(one, orgs)]
        or [one for one in loose if _suffix(one) in _PROSE]
        or tables
        or list(landed)
    )


def _is_report(landed: Landed, orgs: OrgDirectory) -> bool:
    from ingestion.submissions.read import open_report

    assert landed.data is not None
    first = landed.outcome
    envelope = Envelope(
        first.document_id,
        first.delivery_id,
        first.org_code or "",
        first.path,
        first.received_at,
        orgs,
    )
    if envelope.sender not in orgs:
        return True
    try:
        return open_report(landed.data, envelope) is not None
    except WarehouseError as error:
        return error.code not in _NO_REPORT


def _without_extras(reading: Reading) -> Reading:
    """What no row names supports the first report of an archive only."""
    kept = tuple(
        one
        for one in reading.records
        if not (isinstance(one, SupportingFile) and one.row_no is None)
    )
    return Reading(reading.outcomes, kept)


def _supporting_alone(landed: Landed) -> Reading:
    """A file that lies in a folder for supporting files; reports name it."""
    first = landed.outcome
    folders = (parse_period(part) for part in PurePosixPath(first.path).parts[2:-1])
    period = next((one for one in folders if one is not None), None)
    record = SupportingFile(
        document_id=first.document_id,
        delivery_id=first.delivery_id,
        org_code=first.org_code or "",
        period_code=period.code if period else "",
        name=PurePosixPath(first.path).name,
        sha256=first.document_id,
        size_bytes=first.size_bytes,
    )
    return Reading((first, _supporting_outcome(landed)), (record,))


def _supporting_outcome(landed: Landed) -> Outcome:
    return outcome_for(
        landed.delivery,
        step="extract",
        outcome="accepted",
        document_id=landed.outcome.document_id,
        code=SUPPORTING,
        message_zh="佐证材料，已存档，不作为报送读取",
        message_en="a supporting file; archived, and not read as a report",
    )


def _nearby(name: str, landed: Landed, settings: Settings) -> Attached | None:
    """A supporting file of the same organisation that came by itself, archived now."""
    if landed.delivery.org_code is None:
        return None
    paths = {
        path: path
        for path in list_beside(settings, landed.delivery)
        if is_supporting_path(PurePosixPath(*PurePosixPath(path).parts[2:]))
    }
    path = meant_file(name, paths)
    delivery = stat_delivery(settings, path) if path else None
    found = land(delivery, settings) if delivery else None
    if found is None or found.data is None:
        return None
    return Attached(
        PurePosixPath(found.outcome.path).name, found.outcome.document_id, len(found.data)
    )


def _attached(landed: Landed) -> Attached:
    path = _inside(landed.outcome.path)
    return Attached(str(path), landed.outcome.document_id, len(landed.data or b""))


def _inside(path: str) -> PurePosixPath:
    """The path of a member inside its archive."""
    return PurePosixPath(path.partition(INSIDE)[2])


def _below_org(outcome: Outcome) -> PurePosixPath:
    """The path of a file below its organisation's folder; that of a member is judged there."""
    return PurePosixPath(*PurePosixPath(outcome.path.partition(INSIDE)[0]).parts[2:])


def _suffix(landed: Landed) -> str:
    return PurePosixPath(landed.outcome.path).suffix.casefold()
