"""Write the pages of the site: every page complete in itself, with relative links alone."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import AwareDatetime

from ingestion.publish.manifest import ReleaseInput
from ingestion.publish.pages import environment
from ingestion.records import Record


class ReportHeader(Record):
    """What the release says about itself on every page."""

    release_id: str
    previous_release_id: str | None
    previous_manifest_sha256: str | None = None
    created_at: AwareDatetime
    inputs: tuple[ReleaseInput, ...]
    versions: dict[str, str]


class Tab(Record):
    """One entry of the navigation; without ``count`` nothing is counted."""

    key: str
    href: str
    zh: str
    en: str
    count: int | None = None


@dataclass(frozen=True, slots=True)
class SiteWriter:
    """Writes pages into the folder of a site."""

    folder: Path
    header: ReportHeader
    tabs: tuple[Tab, ...]

    def write(self, path: str, template: str, *, here: str, **view: Any) -> None:
        """Render one page.

        Args:
            path: Of the page within the site, with ``/``; made by ``links`` from keys alone.
            template: Name of the template.
            here: Key of the tab under which the page stands.
            view: What the template shows.
        """
        page = self.folder / path
        page.parent.mkdir(parents=True, exist_ok=True)
        text = (
            environment()
            .get_template(template)
            .render(
                header=self.header, nav=self.tabs, here=here, root="../" * path.count("/"), **view
            )
        )
        page.write_text(text, encoding="utf-8")
