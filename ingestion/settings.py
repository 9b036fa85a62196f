"""Where things live and how large they may be, from ``PLANLEDGER_*`` environment variables."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

PROJECT_ROOT = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """One immutable set of settings; build a new one per call, so that tests never leak.

    Attributes:
        home: Root of every store. Relative paths are taken from the working directory.
        landing_url: fsspec URL of the inbox; default ``<home>/landing``.
        settle_seconds: A younger file may still be being written; it is left for the next run.
        max_file_bytes: A larger file is refused. Unit: bytes.
        chunk_size: Documents a mapped task reads. Unit: files.
        port: Port of the local web UI; the two after it serve logs. Unit: TCP port.
        full_refresh: Build every model anew, also where only reports came since the last release.
        can_ask: Whether somebody can be asked, at the web UI, if a blocked release may go out.
        notify_urls: Addresses that notices go to, as Apprise writes them, separated by white space.
        notify_config: A configuration file of Apprise; tags name organisations, or ``all``.
        reminder_days: A reminder whose day is longer ago is not sent any more. Unit: days.
    """

    model_config = SettingsConfigDict(env_prefix="PLANLEDGER_", frozen=True, extra="forbid")

    home: Path = Path("var")
    landing_url: str = ""
    settle_seconds: float = Field(default=2.0, ge=0)
    max_file_bytes: int = Field(default=200 * 1024 * 1024, gt=0)
    chunk_size: int = Field(default=20, gt=0)
    port: int = Field(default=8080, gt=0, le=65533)
    full_refresh: bool = False
    can_ask: bool = True
    notify_urls: str = ""
    notify_config: Path | None = None
    reminder_days: int = Field(default=7, ge=0)

    @cached_property
    def root(self) -> Path:
        """Absolute root of every store."""
        return self.home.expanduser().resolve()

    @property
    def landing(self) -> str:
        """The fsspec URL of the inbox, with ``plans/`` and ``progress/<org_code>/`` below it."""
        return self.landing_url or str(self.root / "landing")

    @property
    def archive(self) -> Path:
        """Write-once bytes by sha256."""
        return self.root / "archive"

    @property
    def records(self) -> Path:
        """Immutable Parquet generations and the commit entries that name them."""
        return self.root / "records"

    @property
    def candidates(self) -> Path:
        """Scratch space of builds; one writer, nobody reads."""
        return self.root / "candidates"

    @property
    def releases(self) -> Path:
        """Published releases, one folder each; never changed afterwards."""
        return self.root / "releases"

    @property
    def current(self) -> Path:
        """Relative symlink to the current release."""
        return self.root / "current"

    @property
    def decisions(self) -> Path:
        """Append-only human decisions; survive every rebuild."""
        return self.root / "decisions"

    @property
    def notices(self) -> Path:
        """What was sent to whom; append-only."""
        return self.root / "notices"

    @property
    def outbox(self) -> Path:
        """Answers to senders: receipts and corrections, a folder a report."""
        return self.root / "outbox"

    @property
    def logs(self) -> Path:
        """Logs of dbt, Airflow and runs."""
        return self.root / "logs"

    @property
    def dbt_project(self) -> Path:
        """The dbt project that ships with the code."""
        return PROJECT_ROOT / "dbt_project"
