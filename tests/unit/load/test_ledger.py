"""What was delivered before decides what is read now."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from ingestion.landing import Refusal
from ingestion.load.ledger import Ledger, duplicate_outcome
from ingestion.records import OutcomeCode


@pytest.mark.parametrize("outcome", ["accepted", "duplicate", "rejected"])
def test_a_delivery_that_was_read_is_not_read_again(
    build: SimpleNamespace, outcome: OutcomeCode
) -> None:
    earlier = build.extracted("plans/a.html", "a", outcome=outcome)
    ledger = Ledger([build.landed("plans/a.html", "a"), earlier])
    assert ledger.previous(build.delivery("plans/a.html")) == earlier


def test_a_delivery_that_was_only_landed_is_read_again(build: SimpleNamespace) -> None:
    ledger = Ledger([build.landed("plans/a.html", "a")])
    assert ledger.previous(build.delivery("plans/a.html")) is None


def test_a_file_that_changed_is_a_new_delivery(build: SimpleNamespace) -> None:
    ledger = Ledger([build.extracted("plans/a.html", "a", outcome="rejected")])
    later = build.delivery("plans/a.html", build.morning + timedelta(seconds=1))
    longer = build.delivery("plans/a.html").model_copy(update={"size_bytes": 11})
    assert ledger.previous(later) is None
    assert ledger.previous(longer) is None


def test_what_the_listing_refuses_is_judged_anew_but_written_once(build: SimpleNamespace) -> None:
    refusal = Refusal(outcome="rejected", code="too_large", message_zh="大", message_en="large")
    refused = build.landed("plans/a.html", "").model_copy(
        update={"outcome": "rejected", "code": "too_large", "document_id": ""}
    )
    ledger = Ledger([refused])
    delivery = build.delivery("plans/a.html").model_copy(update={"refusal": refusal})
    assert ledger.previous(delivery) is None
    assert ledger.is_recorded(refused)
    assert not ledger.is_recorded(refused.model_copy(update={"code": "vanished"}))


def test_equal_bytes_of_a_plan_at_another_path_are_a_duplicate(build: SimpleNamespace) -> None:
    first = build.extracted("plans/a.html", "a")
    ledger = Ledger([first])
    copy = build.landed("plans/copy.html", "a")
    assert ledger.duplicate_of(copy) == first
    duplicate = duplicate_outcome(copy, first)
    assert (duplicate.step, duplicate.outcome) == ("extract", "duplicate")
    assert "plans/a.html" in duplicate.message_zh and "plans/a.html" in duplicate.message_en
    assert duplicate.delivery_id == copy.delivery_id


def test_a_plan_that_was_touched_is_a_duplicate_of_itself(build: SimpleNamespace) -> None:
    first = build.extracted("plans/a.html", "a")
    again = build.landed("plans/a.html", "a", build.morning + timedelta(days=1))
    assert Ledger([first]).duplicate_of(again) == first


def test_a_path_that_goes_back_to_earlier_bytes_is_a_real_history(build: SimpleNamespace) -> None:
    days = [build.morning + timedelta(days=number) for number in range(4)]
    ledger = Ledger()
    for content, day in zip("ABA", days, strict=False):
        landed = build.landed("plans/a.html", content, day)
        assert ledger.duplicate_of(landed) is None
        ledger.add([landed, build.extracted("plans/a.html", content, day)])
    assert ledger.duplicate_of(build.landed("plans/a.html", "A", days[3])) is not None


def test_a_path_is_known_only_as_what_it_held_last(build: SimpleNamespace) -> None:
    later = build.morning + timedelta(days=1)
    ledger = Ledger([build.extracted("plans/a.html", "A")])
    ledger.add([build.extracted("plans/a.html", "B", later)])
    assert ledger.previous(build.delivery("plans/a.html")) is None
    assert ledger.duplicate_of(build.landed("plans/a.html", "A")) is None
    again = build.extracted("plans/a.html", "A")
    ledger.add([again])
    assert ledger.previous(build.delivery("plans/a.html")) == again


def test_bytes_that_were_refused_are_no_reason_to_call_a_copy_a_duplicate(
    build: SimpleNamespace,
) -> None:
    ledger = Ledger([build.extracted("plans/a.html", "a", outcome="rejected")])
    assert ledger.duplicate_of(build.landed("plans/b.html", "a")) is None


def test_equal_submissions_of_two_counties_are_two_deliveries(build: SimpleNamespace) -> None:
    ledger = Ledger([build.extracted("progress/111/q1.csv", "a")])
    other = build.landed("progress/112/q1.csv", "a")
    assert ledger.duplicate_of(other) is None
    assert other.delivery_id != build.landed("progress/111/q1.csv", "a").delivery_id


def test_two_copies_in_one_batch_are_told_apart(build: SimpleNamespace) -> None:
    ledger = Ledger()
    ledger.add([build.extracted("plans/a.html", "a")])
    assert ledger.duplicate_of(build.landed("plans/b.html", "a")) is not None
