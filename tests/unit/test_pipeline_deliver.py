"""A folder goes into the inbox as a sender would put it there, and only once."""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime

import pytest

from ingestion.errors import ConfigError
from ingestion.landing import list_deliveries
from ingestion.pipeline.deliver import deliver_folder
from ingestion.settings import Settings


@pytest.fixture
def settings(tmp_path):
    return Settings(home=tmp_path / "home", settle_seconds=0.2)


@pytest.fixture
def folder(tmp_path):
    def make(*paths: str, age: float = 60):
        for path in paths:
            target = tmp_path / "from" / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(path, "utf-8")
            os.utime(target, (time.time() - age,) * 2)
        return tmp_path / "from"

    return make


def test_loose_files_are_plans(folder, settings):
    delivered = deliver_folder(folder("a.txt", "2024/b.html"), settings)
    assert delivered.new == ("plans/2024/b.html", "plans/a.txt")


def test_a_folder_laid_out_like_the_inbox_keeps_its_layout(folder, settings):
    source = folder("plans/a.txt", "progress/330902/q1.csv", "loose.html", "README.md", "x/b.txt")
    delivered = deliver_folder(source, settings)
    assert delivered.new == ("plans/a.txt", "plans/loose.html", "progress/330902/q1.csv")
    assert delivered.left == ("README.md", "x/b.txt")


def test_hidden_files_are_left(folder, settings):
    delivered = deliver_folder(folder("a.txt", ".hidden", "~$a.xlsx", ".git/b.txt"), settings)
    assert delivered.new == ("plans/a.txt",)
    assert delivered.left == (".git/b.txt", ".hidden", "~$a.xlsx")


def test_links_that_lead_out_of_the_folder_are_not_followed(folder, settings, tmp_path):
    source = folder("a.txt", "in/b.txt")
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "c.txt").write_text("x", "utf-8")
    (source / "file.txt").symlink_to(tmp_path / "secret" / "c.txt")
    (source / "folder").symlink_to(tmp_path / "secret")
    (source / "nowhere.txt").symlink_to(tmp_path / "gone.txt")
    delivered = deliver_folder(source, settings)
    assert delivered.new == ("plans/a.txt", "plans/in/b.txt")
    assert delivered.linked == ("file.txt", "folder", "nowhere.txt")


def test_times_are_kept_so_that_a_rebuild_gives_the_same_rows(folder, settings):
    source = folder("a.txt", age=3600)
    deliver_folder(source, settings)
    (landed,) = list_deliveries(settings, "plans")
    assert landed.received_at.timestamp() == pytest.approx((source / "a.txt").stat().st_mtime)


def test_a_second_time_nothing_is_delivered(folder, settings):
    source = folder("a.txt")
    deliver_folder(source, settings)
    again = deliver_folder(source, settings)
    assert (again.new, again.same) == ((), ("plans/a.txt",))


def test_equal_bytes_with_a_new_time_are_no_new_delivery(folder, settings):
    source = folder("progress/330902/q1.csv", age=3600)
    deliver_folder(source, settings)
    (before,) = list_deliveries(settings, "progress")
    os.utime(source / "progress/330902/q1.csv")
    deliver_folder(source, settings)
    assert list_deliveries(settings, "progress") == [before]


def test_changed_bytes_are_delivered_again(folder, settings):
    source = folder("a.txt")
    deliver_folder(source, settings)
    (source / "a.txt").write_text("other", "utf-8")
    assert deliver_folder(source, settings).new == ("plans/a.txt",)


def test_an_earlier_version_put_back_is_a_new_delivery(folder, settings):
    source = folder("a.txt", age=3600)
    target = source / "a.txt"
    first = target.stat()
    deliver_folder(source, settings)
    target.write_text("b.txt", "utf-8")
    os.utime(target, (first.st_mtime + 60,) * 2)
    deliver_folder(source, settings)
    target.write_text("a.txt", "utf-8")
    os.utime(target, (first.st_mtime,) * 2)
    assert deliver_folder(source, settings).new == ("plans/a.txt",)
    (landed,) = list_deliveries(settings, "plans")
    assert landed.received_at.timestamp() > first.st_mtime + 60
    assert landed.refusal is None


def test_a_younger_version_keeps_its_time(folder, settings):
    source = folder("a.txt", age=3600)
    deliver_folder(source, settings)
    (source / "a.txt").write_text("other", "utf-8")
    os.utime(source / "a.txt", (time.time() - 60,) * 2)
    deliver_folder(source, settings)
    (landed,) = list_deliveries(settings, "plans")
    assert landed.received_at.timestamp() == pytest.approx((source / "a.txt").stat().st_mtime)


def test_a_file_written_a_moment_ago_is_given_time_to_settle(folder, settings):
    deliver_folder(folder("a.txt", age=0), settings)
    (landed,) = list_deliveries(settings, "plans")
    assert landed.refusal is None


def test_a_file_that_is_still_being_written_is_not_taken(folder, settings, monkeypatch):
    source = folder("a.txt", "b.txt", age=60)
    (source / "b.txt").write_text("half", "utf-8")
    rest = time.sleep

    def write_on(seconds: float) -> None:
        rest(seconds)
        (source / "b.txt").write_text("half and more", "utf-8")

    monkeypatch.setattr(time, "sleep", write_on)
    delivered = deliver_folder(source, settings)
    assert (delivered.new, delivered.growing) == (("plans/a.txt",), ("plans/b.txt",))
    assert [one.path for one in list_deliveries(settings, "plans")] == ["plans/a.txt"]


def test_refuses_a_folder_that_does_not_exist(tmp_path, settings):
    with pytest.raises(ConfigError) as error:
        deliver_folder(tmp_path / "nowhere", settings)
    assert error.value.code == "no_such_folder"
    assert "nowhere" in error.value.message_zh


def test_a_remote_inbox_takes_files_too(folder, tmp_path):
    settings = Settings(home=tmp_path / "home", landing_url="memory://inbox", settle_seconds=0)
    source = folder("a.txt")
    assert deliver_folder(source, settings).new == ("plans/a.txt",)
    assert deliver_folder(source, settings).same == ("plans/a.txt",)
    assert [one.path for one in list_deliveries(settings, "plans")] == ["plans/a.txt"]


def test_a_list_of_times_says_when_the_files_came(folder, settings):
    source = folder("plans/a.txt", "progress/330902/q1.csv", "progress/330902/q2.csv")
    (source / "received.csv").write_text(
        "path,received_at\n"
        "progress/330902/q1.csv,2024-04-03T09:20:00+08:00\n"
        "progress/330902/gone.csv,2024-04-03T01:20:00Z\n",
        "utf-8",
    )
    delivered = deliver_folder(source, settings)
    assert (len(delivered.new), delivered.left) == (3, ())
    times = {one.path: one.received_at for one in list_deliveries(settings, "progress")}
    assert times["progress/330902/q1.csv"] == datetime(2024, 4, 3, 1, 20, tzinfo=UTC)
    assert times["progress/330902/q2.csv"].year > 2024


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("path;received_at\n", 1),
        ("path,received_at\nprogress/330902/q1.csv,2024-04-03 01:20:00\n", 2),
        ("path,received_at\nplans/a.txt,2024-04-03T01:20:00Z\nplans/b.txt\n", 3),
    ],
)
def test_a_list_of_times_that_cannot_be_read_stops_before_anything_is_copied(
    folder, settings, text, line
):
    source = folder("plans/a.txt")
    (source / "received.csv").write_text(text, "utf-8")
    with pytest.raises(ConfigError, match=f"received.csv 第 {line} 行"):
        deliver_folder(source, settings)
    assert list_deliveries(settings, "plans") == []


def test_a_loose_list_of_times_is_a_document_like_any_other(folder, settings):
    assert deliver_folder(folder("received.csv"), settings).new == ("plans/received.csv",)
