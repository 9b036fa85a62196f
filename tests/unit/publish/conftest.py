"""A small candidate and the settings to publish it with."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from ingestion.publish.manifest import Release
from ingestion.publish.release import next_release_id, publish
from ingestion.settings import Settings

_HERE = Path(__file__).parent
CREATED_AT = datetime(2026, 11, 21, 13, 5, tzinfo=UTC)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "home")


@pytest.fixture
def candidate(tmp_path: Path) -> Path:
    path = tmp_path / "planledger.duckdb"
    with duckdb.connect(str(path)) as connection:
        for name in ("candidate_schema.sql", "candidate_rows.sql"):
            connection.execute((_HERE / name).read_text(encoding="utf-8"))
    return path


@pytest.fixture
def publish_now(settings: Settings, candidate: Path) -> Callable[..., Release]:
    def _publish(release_id: str | None = None, docs_dir: Path | None = None) -> Release:
        return publish(
            candidate,
            settings,
            release_id=release_id or next_release_id(settings),
            created_at=CREATED_AT,
            inputs=[("ab" * 32, "plans/plan.txt")],
            versions={"planledger": "0.1.0"},
            docs_dir=docs_dir,
        )

    return _publish
