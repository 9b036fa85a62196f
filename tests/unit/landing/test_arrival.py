"""Landing one delivery: its bytes in the archive, or an outcome that says why not."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ingestion.landing import (
    Delivery,
    arrival,
    delivery_id,
    land,
    list_deliveries,
    read_archived,
)
from ingestion.settings import Settings

LONG_AGO = datetime(2024, 4, 3, 8, 30, tzinfo=UTC)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path, max_file_bytes=1000)


def put(settings: Settings, path: str, data: bytes, at: datetime = LONG_AGO) -> Path:
    file = Path(settings.landing) / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
    os.utime(file, (at.timestamp(), at.timestamp()))
    return file


def only(settings: Settings, kind: str = "plans") -> Delivery:
    (delivery,) = list_deliveries(settings, kind)  # type: ignore[arg-type]
    return delivery


def test_archives_the_bytes_and_accepts(settings: Settings) -> None:
    put(settings, "plans/a.txt", b"plan")
    landed = land(only(settings), settings)
    assert landed.data == b"plan"
    assert (landed.outcome.step, landed.outcome.outcome) == ("land", "accepted")
    assert read_archived(landed.outcome.document_id, settings) == b"plan"


def test_a_refusal_becomes_an_outcome_and_no_byte_is_read(settings: Settings) -> None:
    put(settings, "plans/a.txt", b"x" * 1001)
    landed = land(only(settings), settings)
    assert landed.data is None
    assert (landed.outcome.outcome, landed.outcome.code) == ("rejected", "too_large")
    assert landed.outcome.document_id == ""
    assert not settings.archive.exists()


def test_a_file_that_grew_while_it_was_read_waits(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = put(settings, "plans/a.txt", b"half")

    def read_while_written(delivery: Delivery) -> bytes:
        file.write_bytes(b"half and half")
        return b"half"

    monkeypatch.setattr(arrival, "fetch", read_while_written)
    landed = land(only(settings), settings)
    assert landed.data is None
    assert (landed.outcome.outcome, landed.outcome.code) == ("waiting", "changed_while_read")
    assert not settings.archive.exists()


def test_a_file_that_went_away_is_rejected_and_the_batch_goes_on(settings: Settings) -> None:
    file = put(settings, "plans/a.txt", b"plan")
    delivery = only(settings)
    file.unlink()
    landed = land(delivery, settings)
    assert (landed.outcome.outcome, landed.outcome.code) == ("rejected", "vanished")


def test_a_delivery_is_its_path_organisation_time_and_bytes(settings: Settings) -> None:
    put(settings, "progress/330902/a.csv", b"plan")
    one = only(settings, "progress")
    others = [
        one.model_copy(update={"path": "progress/330902/b.csv"}),
        one.model_copy(update={"org_code": "330903"}),
        one.model_copy(update={"received_at": LONG_AGO + timedelta(seconds=1)}),
    ]
    ids = {delivery_id(delivery, "ab") for delivery in [one, *others]} | {delivery_id(one, "cd")}
    assert len(ids) == 5
    assert delivery_id(one, "ab") == delivery_id(only(settings, "progress"), "ab")
