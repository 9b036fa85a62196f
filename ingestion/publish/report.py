"""Render the auditors' report: one self-contained page, the same bytes for the same release."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from urllib.parse import quote

from pydantic import AwareDatetime

from ingestion.publish.curve_charts import draw_curve
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
_MOST_PERIODS = 4
"""Periods of which the scorecard shows every figure; of more, only the last."""


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
    page = render_report(
        view, header=header, tables=tables, docs=docs, check_pages=_write_check_pages(site)
    )
    (site / "index.html").write_text(page, encoding="utf-8")


def _write_check_pages(site: Path) -> dict[str, str]:
    """Give the check engine's page of each check an address without the time of the run.

    Returns:
        Check id -> address below the site. The engine's own index needs the internet, these do not.
    """
    docs = site / "data_docs"
    redirect = environment().get_template("redirect.html.j2")
    addresses = {}
    for page in sorted((docs / "validations").rglob("*-chk_*.html")):
        check_id = page.stem.rpartition("chk_")[2]
        target = quote("../" + page.relative_to(docs).as_posix())
        (docs / "checks").mkdir(exist_ok=True)
        (docs / "checks" / f"{check_id}.html").write_text(
            redirect.render(target=target), encoding="utf-8"
        )
        addresses[check_id.upper()] = f"data_docs/checks/{check_id}.html"
    return addresses


def render_report(
    view: ReportView,
    *,
    header: ReportHeader,
    tables: Mapping[str, TableDigest],
    docs: Collection[str] = (),
    check_pages: Mapping[str, str] | None = None,
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
            check_pages=check_pages or {},
            first_open=_FIRST_OPEN,
            first_passages=_FIRST_PASSAGES,
            heat_steps=HEAT_STEPS,
            draw_curve=draw_curve,
            most_periods=_MOST_PERIODS,
        )
    )
