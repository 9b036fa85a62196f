"""Decisions about findings are kept for ever and in order, and are whole or refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from ingestion.errors import ConfigError
from ingestion.load.finding_decisions import (
    FindingDecision,
    FindingDecisionStore,
    decision_names,
    finding_decision_rows,
)
from ingestion.settings import Settings

EXPLAINED = {
    "finding_key": "k",
    "check_id": "P01",
    "subject": "第1项",
    "disposition": "explained",
    "fingerprint": "f",
    "release_id": "r0001",
    "owner": "某人",
    "reason": "总数含市本级",
    "actor": "某人",
}
WAIVED = EXPLAINED | {"disposition": "waived", "expires_on": "2025-03-31"}
APPROVED = EXPLAINED | {"disposition": "approved"}


def decision(given: dict[str, Any]) -> FindingDecision:
    return FindingDecision.model_validate(given)


@pytest.fixture
def store(tmp_path: Path) -> FindingDecisionStore:
    return FindingDecisionStore(Settings(home=tmp_path))


def test_an_empty_store_has_no_decisions(store: FindingDecisionStore) -> None:
    assert (store.files(), store.names(), finding_decision_rows(store.files())) == ([], (), [])


def test_every_decision_stays_and_the_last_one_counts(store: FindingDecisionStore) -> None:
    for given in (EXPLAINED, WAIVED, EXPLAINED | {"finding_key": "other"}):
        store.append([decision(given)])
    rows = finding_decision_rows(store.files())
    assert [(row["disposition"], row["is_latest"]) for row in rows] == [
        ("explained", False),
        ("waived", True),
        ("explained", True),
    ]
    assert len({row["decision_id"] for row in rows}) == 3


def test_an_answer_to_a_release_takes_the_place_of_no_decision(
    store: FindingDecisionStore,
) -> None:
    store.append([decision(WAIVED)])
    store.append([decision(APPROVED)])
    rows = finding_decision_rows(store.files())
    assert [(row["disposition"], row["is_latest"]) for row in rows] == [
        ("waived", True),
        ("approved", False),
    ]
    assert store.names() == decision_names(store.files())
    assert len(store.names()) == 1, "an answer makes no other build due"
    assert [place.split("/")[:2] for _, place in store.inputs(store.files())] == [
        ["decisions", "findings"],
        ["decisions", "approvals"],
    ]


def test_answers_and_other_decisions_are_not_made_together(store: FindingDecisionStore) -> None:
    with pytest.raises(ValueError, match="together"):
        store.append([decision(WAIVED), decision(APPROVED)])


def test_half_a_file_stops_everything_and_says_which_and_where(
    store: FindingDecisionStore,
) -> None:
    path = store.append([decision(WAIVED)])
    path.write_text(path.read_text("utf-8")[:60], "utf-8")
    with pytest.raises(ConfigError, match="EOF while parsing") as refused:
        store.files()
    assert refused.value.place == str(path)


def test_a_file_that_was_changed_stops_everything(store: FindingDecisionStore) -> None:
    path = store.append([decision(WAIVED)])
    content = json.loads(path.read_text("utf-8"))
    content["decisions"][0]["expires_on"] = "2999-12-31"
    path.write_text(json.dumps(content), "utf-8")
    with pytest.raises(ConfigError, match="不可修改") as refused:
        store.files()
    assert refused.value.place == str(path)


def test_what_was_not_written_to_its_end_was_never_decided(store: FindingDecisionStore) -> None:
    path = store.append([decision(WAIVED)])
    path.with_name("20990101T000000000000Z-00000000.tmp").write_text("{", "utf-8")
    assert len(store.files()) == 1


@pytest.mark.parametrize(
    "broken",
    [
        EXPLAINED | {"owner": " "},
        EXPLAINED | {"reason": ""},
        EXPLAINED | {"actor": ""},
        EXPLAINED | {"expires_on": "2025-03-31"},
        EXPLAINED | {"fingerprint": ""},
        EXPLAINED | {"disposition": "forgiven"},
        WAIVED | {"expires_on": None},
    ],
    ids=[
        *("nobody", "no_reason", "nobody_wrote", "an_explanation_that_ends"),
        *("about_no_values", "no_such_word", "a_waiver_without_end"),
    ],
)
def test_what_is_not_whole_is_refused(broken: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        decision(broken)
