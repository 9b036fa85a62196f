"""Decisions are appended, never changed; the later one counts and the earlier one stays."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ingestion.errors import ConfigError
from ingestion.load.reviews import (
    Decision,
    ReviewStore,
    decision_inputs,
    decision_rows,
    latest_decisions,
)
from ingestion.settings import Settings


@pytest.fixture
def store(tmp_path) -> ReviewStore:
    return ReviewStore(Settings(home=tmp_path))


def decision(key: str, word: str = "accept", **changes) -> Decision:
    return Decision(
        queue_key=key,
        question_type="org_unmatched",
        subject="某名",
        decision=word,
        reviewer="王",
        reason="核对过",
        **changes,
    )


def test_each_import_is_one_more_file_and_the_later_decision_counts(store):
    first = store.append([decision("a"), decision("b")], "一.csv")
    before = first.read_bytes()
    second = store.append([decision("a", "reject")], "二.csv")
    assert store.names() == (first.name, second.name)
    assert first.read_bytes() == before
    assert {k: d.decision for k, d in latest_decisions(store.files()).items()} == {
        "a": "reject",
        "b": "accept",
    }
    rows = decision_rows(store.files())
    assert [(row["queue_key"], row["is_latest"]) for row in rows] == [
        ("a", False),
        ("b", True),
        ("a", True),
    ]
    assert len({row["decision_key"] for row in rows}) == 3


def test_a_number_is_kept_exactly(store):
    store.append([decision("a", "correct", value_number=Decimal("0.10"))], "一.csv")
    ((_, file),) = store.files()
    assert str(file.decisions[0].value_number) == "0.10"


def test_a_release_names_the_files_that_it_obeyed(store):
    path = store.append([decision("a")], "一.csv")
    ((digest, place),) = decision_inputs(store.files())
    assert (len(digest), place) == (64, f"decisions/reviews/{path.name}")


def test_a_damaged_file_stops_the_build_instead_of_undoing_decisions(store):
    path = store.append([decision("a")], "一.csv")
    path.write_text("{", "utf-8")
    with pytest.raises(ConfigError, match="审核决定文件无法读取"):
        store.files()


def test_nothing_was_decided_where_there_is_no_folder(store):
    assert store.files() == []
    assert store.names() == ()
