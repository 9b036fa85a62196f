"""Render the auditors' report: one self-contained page, the same bytes for the same release."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

import yaml
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from pydantic import AwareDatetime

from ingestion.publish.manifest import ReleaseInput, TableDigest
from ingestion.publish.report_arithmetic import plain, show_decimal
from ingestion.publish.report_grids import HEAT_STEPS
from ingestion.publish.report_source import read_report_rows, read_texts
from ingestion.publish.report_view import ReportView, arrange_report, wanted_documents
from ingestion.records import Record

_TEMPLATES = Path(__file__).parent / "templates"
_DOCS = ("index.html", "models.html")
"""Pages of ``data_docs/`` that the report links: the check engine's and the models'."""
_CHINA = timezone(timedelta(hours=8))
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
    redirect = _environment().get_template("redirect.html.j2")
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
        _environment()
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
        )
    )


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {
        "number": show_decimal,
        "plain": plain,
        "china_time": _china_time,
        "utc_time": _utc_time,
        "size": _size,
    }
    environment.globals |= {
        "label": _label,
        "left_out_details": frozenset(_labels()["detail_left_out"]),
    }
    return environment


@cache
def _labels() -> dict[str, dict[str, Any]]:
    loaded: dict[str, dict[str, Any]] = yaml.safe_load(
        (_TEMPLATES / "labels.yml").read_text(encoding="utf-8")
    )
    return loaded


def _label(kind: str, code: Any) -> list[str]:
    """Chinese and English of a code; a code without a label is shown as it is."""
    pair: list[str] = _labels()[kind].get(str(code), [str(code), ""])
    return pair


def _china_time(moment: datetime) -> str:
    return f"{_aware(moment).astimezone(_CHINA):%Y-%m-%d %H:%M}"


def _utc_time(moment: datetime) -> str:
    return f"{_aware(moment).astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _aware(moment: datetime) -> datetime:
    """A column without zone is in UTC, never in the zone of the machine."""
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _size(size_bytes: int) -> str:
    if size_bytes < 1024:
        return f"{size_bytes} B"
    if size_bytes < 1024 * 1024:
        return f"{size_bytes / 1024:.0f} KB"
    return f"{size_bytes / 1024 / 1024:.1f} MB"
