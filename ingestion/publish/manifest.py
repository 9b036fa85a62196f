"""What a release says about itself: the manifest and its parts. Pure."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Literal

from pydantic import AwareDatetime, Field

from ingestion.records import Record

TABLE_HASH_DEFINITION = (
    "sha256 over one line per column (name, one space, DuckDB type, newline) and then, for each row"
    " in key order, the hex sha256 of the row and a newline. Key order: ascending by every column"
    " from left to right, nulls last, text by code point; the first column of a mart is its key."
    " The text of a row: for each column the byte length of the value's text, ':' and that text,"
    " or '-' for null, without separators. The text of a value is DuckDB's cast to VARCHAR with"
    " TimeZone UTC, so decimals are exact."
)


class ReleaseInput(Record):
    """One delivery that went into the release."""

    sha256: str
    path: str


class TableDigest(Record):
    """One published table. ``hash`` is defined by ``TABLE_HASH_DEFINITION``."""

    rows: int = Field(ge=0)
    hash: str
    columns: tuple[str, ...]


class FileDigest(Record):
    """One published file. Unit of ``size_bytes``: bytes."""

    sha256: str
    size_bytes: int = Field(ge=0)


class PreviousRelease(Record):
    """The release that was current before, pinned by its manifest."""

    release_id: str
    manifest_sha256: str


class BuildSources(Record):
    """What the release can be built from again, beside its inputs.

    Attributes:
        commits: Ids of the generations of records that were there, oldest first.
        code: Hash of the code, the models, the checks and the lookups.
    """

    commits: tuple[str, ...] = ()
    code: str = ""


class Manifest(Record):
    """``manifest.json``: enough to tell whether two builds are the same, and what differs if not.

    ``files`` holds every file of the release but the manifest itself, by path within the release.
    ``sources`` is null in releases of versions that did not keep it: they cannot be built again.
    """

    manifest_version: Literal[1] = 1
    release_id: str
    previous: PreviousRelease | None
    created_at: AwareDatetime
    inputs: tuple[ReleaseInput, ...]
    versions: dict[str, str]
    sources: BuildSources | None = None
    table_hash_definition: str = TABLE_HASH_DEFINITION
    tables: dict[str, TableDigest]
    files: dict[str, FileDigest]


class Release(Record):
    """A published release and where its parts are."""

    release_id: str
    created_at: datetime
    previous_release_id: str | None
    folder: Path
    manifest_sha256: str
    tables: dict[str, TableDigest]

    @property
    def database(self) -> Path:
        """The DuckDB file that BI tools open."""
        return self.folder / "planledger.duckdb"

    @property
    def parquet(self) -> Path:
        """One Parquet file per mart."""
        return self.folder / "parquet"

    @property
    def site(self) -> Path:
        """The auditors' report and, beside it, GX Data Docs."""
        return self.folder / "site"

    @property
    def report(self) -> Path:
        """The page to open first."""
        return self.site / "index.html"

    @property
    def manifest_path(self) -> Path:
        """The release's description of itself."""
        return self.folder / "manifest.json"
