"""Render the auditors' report: one self-contained page, the same bytes for the same release."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from pydantic import AwareDatetime

from ingestion.publish.manifest import ReleaseInput, TableDigest
from ingestion.publish.pages import environment
from ingestion.publish.report_grids import HEAT_STEPS
from ingestion.publish.report_source import read_report_rows, read_texts
from ingestion.publish.report_view import ReportView, arrange_report, wanted_documents
from ingestion.records import Record

_DOCS = ("index.html", "models.html")
"""Pages of ``data_docs/`` that the report links: the check engine's and the models'."""
_FIRST_OPEN = 6
_FIRST_PASSAGES = 3


class ReportHeader(Record):
    """What the release says about itself at the head of the page."""

    release_id: str
    previous_release_id: str | None
    created_at: AwareDatetime
    inputs: tuple[ReleaseInput, ...]
    versions: dict[str, str]


def write_report(
    site: Path,
    *,
    database: Path,
    candidate: Path,
    header: ReportHeader,
    tables: Mapping[str, TableDigest],
) -> None:
    """Write ``index.html`` into the site folder.

    Args:
        site: Exists; a folder ``data_docs`` in it is linked.
        database: The published DuckDB file.
        candidate: Its candidate, for the canonical texts that quotes are cut from.
        header: What the release says about itself.
        tables: Rows and hash of each published table.
    """
    rows = read_report_rows(database)
    view = arrange_report(rows, read_texts(candidate, wanted_documents(rows)))
    docs = {name for name in _DOCS if (site / "data_docs" / name).is_file()}
    page = render_report(view, header=header, tables=tables, docs=docs)
    (site / "index.html").write_text(page, encoding="utf-8")


def render_report(
    view: ReportView,
    *,
    header: ReportHeader,
    tables: Mapping[str, TableDigest],
    docs: Collection[str] = (),
) -> str:
    """Render the page. Everything that comes from a document is escaped by the template engine."""
    return (
        environment()
        .get_template("report.html.j2")
        .render(
            view=view,
            header=header,
            tables=tables,
            docs=docs,
            first_open=_FIRST_OPEN,
            first_passages=_FIRST_PASSAGES,
            heat_steps=HEAT_STEPS,
        )
    )
