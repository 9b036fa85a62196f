"""What stands around a table of an organisation's own layout: whose it is and of when. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import NamedTuple

from ingestion.errors import SourceChangedError
from ingestion.interpret.synthetic_mark import bears_mark
from ingestion.records import Evidence, Locator
from ingestion.submissions.envelope import Envelope
from ingestion.submissions.free_periods import Said, read_said
from ingestion.submissions.periods import Period
from ingestion.submissions.sheets import Sheet, SheetCell
from ingestion.submissions.table import cell_place, locate
from ingestion.values.lookups import pattern
from ingestion.values.width import squash


class Context(NamedTuple):
    """What holds for a whole table.

    Attributes:
        year: The year that title, sheet or file names, if any does.
        period: The period, if it is named whole.
        period_places: The cell that names it; none where the sheet or the file does.
        is_cumulative: The title says from January on.
        org_code: Whom the table is about.
        unit: The unit that a caption gives for the whole table.
        is_synthetic: A line above it marks it as made up.
    """

    year: int | None
    period: Period | None
    period_places: Evidence
    is_cumulative: bool
    org_code: str
    org_places: Evidence
    unit: str
    is_synthetic: bool


def read_context(sheet: Sheet, header_row: int, envelope: Envelope) -> Context:
    """Read the lines above a table, then the names of its sheet, file and folders.

    Raises:
        SourceChangedError: ``table_of_other_org``.
    """
    above = [cell for (row, _), cell in sorted(sheet.cells.items()) if row < header_row]
    said, cell = _said(sheet, above, envelope)
    org_code, org_cell = _org(sheet, above, envelope)
    units = (pattern("free_table_words", "captions").search(squash(one.text)) for one in above)
    unit = next((match["unit"] for match in units if match), "")
    return Context(
        year=said.year,
        period=said.period() if said.suffix else None,
        period_places=(_locate(sheet, cell, envelope),) if cell else (),
        is_cumulative=said.is_cumulative,
        org_code=org_code,
        org_places=(_locate(sheet, org_cell, envelope),) if org_cell else (),
        unit=unit,
        is_synthetic=any(bears_mark(one.text) for one in above),
    )


def _said(
    sheet: Sheet, above: list[SheetCell], envelope: Envelope
) -> tuple[Said, SheetCell | None]:
    """The first period that is named, with the first year, from the nearest place outwards."""
    year: int | None = None
    found = Said()
    where: SheetCell | None = None
    for text, cell in _named_places(sheet, above, envelope):
        said = read_said(text)
        year = year or said.year
        if said.suffix and not found.suffix:
            found, where = said, cell
        if year and found.suffix:
            break
    return found._replace(year=found.year or year), where


def _named_places(
    sheet: Sheet, above: list[SheetCell], envelope: Envelope
) -> Iterator[tuple[str, SheetCell | None]]:
    yield from ((cell.text, cell) for cell in above)
    yield sheet.name or "", None
    path = PurePosixPath(envelope.path)
    yield path.stem, None
    yield from ((part, None) for part in reversed(path.parts[2:-1]))


def _org(sheet: Sheet, above: list[SheetCell], envelope: Envelope) -> tuple[str, SheetCell | None]:
    orgs, sender = envelope.orgs, envelope.sender
    for cell in above:
        named = orgs.named_in(cell.text, within=sender)
        if sender in named:
            return sender, cell
        mine = [code for code in named if orgs.may_report(sender, code)]
        if len(mine) == 1:
            return mine[0], cell
        if named and not mine:
            raise SourceChangedError(
                "table_of_other_org",
                f"标题写的是“{'、'.join(map(orgs.name, sorted(named)))}”，"
                f"却放在“{orgs.name(sender)}”"
                "的目录里；两单位的文件可能对调了，请核对后重新放入各自目录",
                f"the title names {', '.join(sorted(named))}, but the file lies in the folder of "
                f"{sender}",
                cell_place(sheet, cell.row, cell.col),
            )
    return sender, None


def _locate(sheet: Sheet, cell: SheetCell, envelope: Envelope) -> Locator:
    return locate(sheet, envelope.document_id, cell.row, cell.col)
