"""Write the auditors' report: a site of static pages, the same bytes for the same release."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import quote

from ingestion.publish.manifest import TableDigest
from ingestion.publish.pages import environment
from ingestion.publish.site.content import arrange_content
from ingestion.publish.site.document_records import open_candidate
from ingestion.publish.site.reader import read_report_rows
from ingestion.publish.site.rules import RuleText
from ingestion.publish.site.write_documents import write_documents, write_received
from ingestion.publish.site.write_findings import write_findings
from ingestion.publish.site.write_pages import (
    write_manifest,
    write_overview,
    write_plans,
    write_rules,
    write_scorecards,
    write_submissions,
)
from ingestion.publish.site.writer import ReportHeader, SiteWriter

__all__ = ["ReportHeader", "RuleText", "write_report"]

_DOCS = ("index.html", "models.html")
"""Pages of ``data_docs/`` that the report links: the check engine's and the models'."""


def write_report(  # noqa: PLR0913 - a report is all of these
    site: Path,
    *,
    database: Path,
    candidate: Path,
    header: ReportHeader,
    tables: Mapping[str, TableDigest],
    rules: Sequence[RuleText] = (),
) -> None:
    """Write all pages into the site folder; ``index.html`` is the first.

    Args:
        site: Exists; a folder ``data_docs`` in it is linked.
        database: The published DuckDB file.
        candidate: Its candidate, for the texts and records of documents.
        header: What the release says about itself.
        tables: Rows and hash of each published table.
        rules: The checks as their files state them, for the rule book.
    """
    content = arrange_content(
        read_report_rows(database),
        rules=rules,
        tables=tables,
        docs=frozenset(name for name in _DOCS if (site / "data_docs" / name).is_file()),
        check_pages=_write_check_pages(site),
    )
    writer = SiteWriter(folder=site, header=header, tabs=content.tabs())
    with open_candidate(candidate) as records:
        places = write_documents(writer, content, database, records)
        write_findings(writer, content, records, places)
    write_received(writer, content, places)
    write_plans(writer, content, places)
    write_scorecards(writer, content, places)
    write_submissions(writer, content, places)
    write_rules(writer, content)
    write_manifest(writer, content)
    write_overview(writer, content, places)


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
