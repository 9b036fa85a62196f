"""What lands is listed with its place, and is read only when it may be."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import fsspec
import pytest

from ingestion.errors import ConfigError
from ingestion.landing import chunk_deliveries, fetch, list_deliveries, stat_delivery
from ingestion.settings import Settings

LONG_AGO = datetime(2024, 4, 3, 8, 30, tzinfo=UTC)
NOW = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path, max_file_bytes=1000)


def put(settings: Settings, path: str, data: bytes = b"x", at: datetime = LONG_AGO) -> None:
    file = Path(settings.landing) / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
    os.utime(file, (at.timestamp(), at.timestamp()))


def test_lists_plans_and_submissions_with_their_organisation(settings: Settings) -> None:
    put(settings, "plans/2024/a.html", b"12")
    put(settings, "progress/330902/2024-Q1.xlsx", b"123")
    (plan,) = list_deliveries(settings, "plans", NOW)
    (submission,) = list_deliveries(settings, "progress", NOW)
    assert (plan.path, plan.org_code, plan.size_bytes) == ("plans/2024/a.html", None, 2)
    assert (submission.path, submission.org_code) == ("progress/330902/2024-Q1.xlsx", "330902")
    assert plan.received_at == LONG_AGO
    assert plan.refusal is None and submission.refusal is None
    assert fetch(submission) == b"123"


def test_an_inbox_that_does_not_exist_yet_is_empty(settings: Settings) -> None:
    assert list_deliveries(settings, "plans") == []
    assert list_deliveries(settings, "progress") == []


def test_lists_the_oldest_first_so_that_history_is_read_in_order(settings: Settings) -> None:
    put(settings, "progress/330902/b.csv", at=LONG_AGO)
    put(settings, "progress/330902/a.csv", at=LONG_AGO + timedelta(days=1))
    found = list_deliveries(settings, "progress", NOW)
    assert [item.path[-5:] for item in found] == ["b.csv", "a.csv"]


@pytest.mark.parametrize(
    "name",
    ["a.xlsx.part", "a.tmp", "~$a.xlsx", ".DS_Store", ".hidden/a.txt", "Thumbs.db", "a.crdownload"],
)
def test_leaves_temporary_names_alone(settings: Settings, name: str) -> None:
    put(settings, f"plans/{name}")
    assert list_deliveries(settings, "plans", NOW) == []


@pytest.mark.parametrize(
    ("path", "kind", "code"),
    [
        ("a.html", "plans", "outside_known_folder"),
        ("plan/a.html", "plans", "outside_known_folder"),
        ("progress/2024-Q1.xlsx", "progress", "outside_org_folder"),
    ],
)
def test_refuses_a_file_outside_the_known_folders_and_names_the_place(
    settings: Settings, path: str, kind: str, code: str
) -> None:
    put(settings, path)
    (found,) = list_deliveries(settings, kind, NOW)  # type: ignore[arg-type]
    assert found.refusal is not None
    assert (found.refusal.outcome, found.refusal.code) == ("rejected", code)
    assert found.refusal.place == path


def test_refuses_a_file_above_the_limit_and_names_the_limit(settings: Settings) -> None:
    put(settings, "plans/big.txt", b"x" * 1001)
    put(settings, "plans/just.txt", b"x" * 1000)
    big, just = list_deliveries(settings, "plans", NOW)
    assert just.refusal is None
    assert big.refusal is not None and big.refusal.code == "too_large"
    for message in (big.refusal.message_zh, big.refusal.message_en):
        assert "1,001" in message and "1,000" in message


def test_a_file_that_just_changed_waits_and_is_ready_once_it_rests(settings: Settings) -> None:
    put(settings, "plans/a.txt", at=NOW - timedelta(seconds=1))
    (now,) = list_deliveries(settings, "plans", NOW)
    assert now.refusal is not None and now.refusal.outcome == "waiting"
    (later,) = list_deliveries(settings, "plans", NOW + timedelta(seconds=2))
    assert later.refusal is None
    assert later.fingerprint == now.fingerprint


def test_a_file_dated_in_the_future_waits_and_says_why(settings: Settings) -> None:
    put(settings, "plans/a.txt", at=NOW + timedelta(hours=8))
    (found,) = list_deliveries(settings, "plans", NOW)
    assert found.refusal is not None
    assert (found.refusal.outcome, found.refusal.code) == ("waiting", "modified_in_future")


def test_refuses_links_because_they_lead_out_of_the_inbox(
    settings: Settings, tmp_path: Path
) -> None:
    put(settings, "plans/a.txt")
    (tmp_path / "secret").write_text("x")
    (Path(settings.landing) / "plans" / "b.txt").symlink_to(tmp_path / "secret")
    codes = {d.path: d.refusal and d.refusal.code for d in list_deliveries(settings, "plans")}
    assert codes == {"plans/a.txt": None, "plans/b.txt": "not_a_regular_file"}


def test_refuses_what_lies_below_a_linked_folder_even_when_asked_for(
    settings: Settings, tmp_path: Path
) -> None:
    put(settings, "plans/a.txt")
    outside = tmp_path / "elsewhere"
    outside.mkdir()
    (outside / "b.txt").write_text("x")
    (Path(settings.landing) / "plans" / "linked").symlink_to(outside)
    codes = {d.path: d.refusal and d.refusal.code for d in list_deliveries(settings, "plans")}
    assert codes == {"plans/a.txt": None, "plans/linked": "not_a_regular_file"}
    found = stat_delivery(settings, "plans/linked/b.txt")
    assert found is not None and found.refusal is not None
    assert found.refusal.code == "not_a_regular_file"


def test_refuses_a_name_that_is_not_unicode_and_still_lists_the_rest(settings: Settings) -> None:
    put(settings, "plans/a.txt")
    name = "定海.txt".encode("gb18030")
    (Path(os.fsdecode(os.fsencode(settings.landing) + b"/plans/" + name))).write_bytes(b"x")
    codes = sorted(
        (d.refusal.code if d.refusal else "") for d in list_deliveries(settings, "plans")
    )
    assert codes == ["", "unreadable_file_name"]


def test_looks_at_one_file_again(settings: Settings) -> None:
    put(settings, "progress/330902/a.csv")
    (listed,) = list_deliveries(settings, "progress", NOW)
    assert stat_delivery(settings, listed.path, NOW) == listed
    assert stat_delivery(settings, "progress/330902/gone.csv", NOW) is None


def test_reads_any_file_system_that_fsspec_knows() -> None:
    root = f"memory://inbox-{uuid4().hex}"
    settings = Settings(landing_url=root, settle_seconds=0)
    file_system, path = fsspec.core.url_to_fs(root)
    file_system.pipe({f"{path}/plans/a.txt": b"abc", f"{path}/progress/330902/b.csv": b"de"})
    later = datetime.now(UTC) + timedelta(seconds=5)
    (plan,) = list_deliveries(settings, "plans", later)
    (submission,) = list_deliveries(settings, "progress", later)
    assert (plan.path, plan.size_bytes, plan.refusal) == ("plans/a.txt", 3, None)
    assert submission.org_code == "330902"
    assert fetch(plan) == b"abc"
    assert stat_delivery(settings, "plans/a.txt", later) == plan


def test_refuses_a_landing_url_of_an_unknown_protocol() -> None:
    with pytest.raises(ConfigError, match="cannot open"):
        list_deliveries(Settings(landing_url="nosuch://inbox"), "plans")


def test_chunks_keep_files_of_equal_size_together(settings: Settings) -> None:
    for number, size in enumerate([5, 3, 5, 1, 2, 5]):
        put(settings, f"plans/{number}.txt", b"x" * size)
    chunks = chunk_deliveries(list_deliveries(settings, "plans", NOW), 2)
    assert sorted(path for chunk in chunks for path in chunk) == [
        f"plans/{n}.txt" for n in range(6)
    ]
    assert ["plans/0.txt", "plans/2.txt", "plans/5.txt"] in chunks
    assert all(len(chunk) <= 2 or len(chunk) == 3 for chunk in chunks)
