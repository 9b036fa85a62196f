"""A decision is about one finding that is there, whole, and about its values of today."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from ingestion.load.finding_decisions import FindingDecisionStore
from ingestion.review.findings import (
    FindingRefusedError,
    FindingState,
    Ruling,
    choose_finding,
    parse_day,
    record_ruling,
)
from ingestion.settings import Settings

NOW = datetime(2025, 3, 30, 17, tzinfo=UTC)  # the 31st in China


def finding(key: str = "ab12cd34", **named: Any) -> FindingState:
    fields: dict[str, Any] = dict.fromkeys(FindingState.model_fields)
    fields |= {
        "finding_key": key,
        "check_id": "P01",
        "severity": "critical",
        "fingerprint": "f",
        "cause_key": key,
        "is_cause_lead": True,
        "cause_zh": "甲",
        "cause_en": "a",
        "occurrence": "new",
        "disposition": "open",
        "first_release_id": "r0001",
        "last_release_id": "r0002",
        "seen_count": 2,
        "evidence": "[]",
    }
    return FindingState(**{**fields, **named})


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path)


def test_a_key_may_be_cut_short_as_long_as_it_is_one() -> None:
    found = [finding("ab12cd34"), finding("ab34ef56")]
    assert choose_finding(found, " AB12 ").finding_key == "ab12cd34"


@pytest.mark.parametrize(
    ("written", "code", "said"),
    [
        ("ab", "ambiguous_key", "请多写几位"),
        ("cc", "no_such_finding", "planledger findings show cc"),
        ("第一条", "no_key", "planledger findings list"),
        (" ", "no_key", "不是发现编号"),
    ],
    ids=["several", "none", "no_key", "nothing"],
)
def test_any_other_key_is_refused_with_what_to_do(written: str, code: str, said: str) -> None:
    with pytest.raises(FindingRefusedError) as refused:
        choose_finding([finding("ab12cd34"), finding("ab34ef56")], written)
    assert refused.value.code == code
    assert said in refused.value.message_zh


def test_what_is_recorded_is_about_the_values_that_the_release_showed(settings: Settings) -> None:
    ruling = Ruling("waived", " 张三 ", "已去函", date(2025, 4, 1))
    recorded = record_ruling(settings, finding(), ruling, now=NOW)
    ((_, file),) = FindingDecisionStore(settings).files()
    assert file.decisions == (recorded,)
    assert (recorded.fingerprint, recorded.release_id) == ("f", "r0002")
    assert (recorded.owner, recorded.actor) == ("张三", "张三")


@pytest.mark.parametrize(
    ("ruling", "code"),
    [
        (Ruling("explained", " ", "理由"), "no_owner"),
        (Ruling("resolved", "张三", ""), "no_reason"),
        (Ruling("waived", "张三", "理由"), "no_expiry"),
        (Ruling("waived", "张三", "理由", date(2025, 3, 31)), "expired_already"),
        (Ruling("reopened", "张三", "理由"), "is_open"),
    ],
    ids=["nobody", "no_reason", "no_last_day", "last_day_is_today_in_china", "open_anyway"],
)
def test_what_is_not_whole_is_not_recorded(settings: Settings, ruling: Ruling, code: str) -> None:
    with pytest.raises(FindingRefusedError) as refused:
        record_ruling(settings, finding(), ruling, now=NOW)
    assert refused.value.code == code
    assert refused.value.message_zh and refused.value.message_en
    assert FindingDecisionStore(settings).files() == []


def test_what_was_decided_since_the_release_may_be_taken_back(settings: Settings) -> None:
    record_ruling(settings, finding(), Ruling("explained", "张三", "总数含市本级"), now=NOW)
    record_ruling(settings, finding(), Ruling("reopened", "李四", "附件不符"), now=NOW)
    with pytest.raises(FindingRefusedError):
        record_ruling(settings, finding(), Ruling("reopened", "李四", "附件不符"), now=NOW)


def test_what_a_sender_explained_may_be_opened_again(settings: Settings) -> None:
    explained = finding(disposition="explained", disposition_source="report")
    record_ruling(settings, explained, Ruling("reopened", "李四", "附件不符"), now=NOW)


def test_a_day_is_written_in_one_way() -> None:
    assert parse_day(" 2025-03-31 ") == date(2025, 3, 31)
    with pytest.raises(FindingRefusedError, match="2025-03-31"):
        parse_day("明年三月底")
