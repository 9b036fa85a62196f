"""Records and deliveries for the tests of the stores."""

from datetime import UTC, datetime
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from ingestion.landing import Delivery, outcome_for
from ingestion.load.store import Reading, RecordStore
from ingestion.records import Cell, Document, DocumentText, Locator, Outcome, OutcomeCode, Task
from ingestion.settings import Settings

MORNING = datetime(2024, 4, 3, 8, 30, 0, 123456, tzinfo=UTC)


def document_id(content: str) -> str:
    return sha256(content.encode()).hexdigest()


def delivery(path: str = "plans/a.html", at: datetime = MORNING) -> Delivery:
    kind, *folders = path.split("/")
    return Delivery(
        path=path,
        url=f"/{path}",
        kind=kind,  # type: ignore[arg-type]
        org_code=folders[0] if kind == "progress" else None,
        received_at=at,
        size_bytes=10,
    )


def landed(path: str, content: str, at: datetime = MORNING) -> Outcome:
    return outcome_for(
        delivery(path, at), step="land", outcome="accepted", document_id=document_id(content)
    )


def extracted(
    path: str, content: str, at: datetime = MORNING, outcome: OutcomeCode = "accepted", **more: Any
) -> Outcome:
    return outcome_for(
        delivery(path, at),
        step="extract",
        outcome=outcome,
        document_id=document_id(content),
        **more,
    )


def cell(content: str, value: str | None = "1.5", **more: Any) -> Cell:
    locator = Locator(document_id=document_id(content), start=0, end=2, quote="数“1”")
    given: dict[str, Any] = {
        "document_id": document_id(content),
        "part_no": 1,
        "table_no": 1,
        "row_no": 1,
        "col_no": 1,
        "indicator": "指标",
        "org": "丙县",
        "state": "value",
        "value": None if value is None else Decimal(value),
        "alignment": "proven",
        "alignment_basis": ("order", "sum"),
        "evidence": (locator,),
    }
    return Cell(**given | more)


def document(content: str, title: str = "计划") -> Document:
    return Document(
        document_id=document_id(content), plan_id="p", title=title, kind="plan", format="text"
    )


def text(content: str) -> DocumentText:
    return DocumentText(document_id=document_id(content), text=content)


def task(content: str, *departments: str) -> Task:
    return Task(
        document_id=document_id(content),
        part_no=1,
        table_no=1,
        row_no=1,
        task="任务",
        goal_text="目标",
        departments=departments,
        evidence=(),
    )


def reading(path: str, content: str, *records: Any, at: datetime = MORNING) -> Reading:
    loaded = len(records)
    outcomes = (
        landed(path, content, at),
        extracted(path, content, at, seen=loaded, loaded=loaded),
    )
    return Reading(outcomes, records)


@pytest.fixture(scope="session")
def build() -> SimpleNamespace:
    """The builders above: test modules cannot import each other."""
    return SimpleNamespace(
        cell=cell,
        delivery=delivery,
        document=document,
        document_id=document_id,
        extracted=extracted,
        landed=landed,
        reading=reading,
        task=task,
        text=text,
        morning=MORNING,
    )


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A home of its own for every test."""
    return Settings(home=tmp_path / "home")


@pytest.fixture
def store(settings: Settings) -> RecordStore:
    """An empty record store."""
    return RecordStore(settings)
