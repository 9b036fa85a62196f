"""One limit of seconds holds for reading and interpretation together; a fake clock runs here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from ingestion.errors import UnreadableDocumentError
from ingestion.extract import limits
from ingestion.interpret import document
from ingestion.interpret.reading import read_and_interpret

TEXT = "某市工作要点\n一、总体要求\n全年新增托育机构5家。\n".encode()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [1000.0]
    monkeypatch.setattr(limits, "monotonic", lambda: now[0])
    return now


def slow(step: Callable[..., Any], clock: list[float], seconds: float) -> Callable[..., Any]:
    def stepped(*args: Any, **kwargs: Any) -> Any:
        clock[0] += seconds
        return step(*args, **kwargs)

    return stepped


@pytest.mark.parametrize("name", ["read_metadata", "find_matrices", "find_lists", "find_tasks"])
def test_refuses_a_document_whose_interpretation_takes_too_long(
    name: str, clock: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(document, name, slow(getattr(document, name), clock, 121.0))
    with pytest.raises(UnreadableDocumentError, match="PLANLEDGER_MAX_SECONDS") as caught:
        read_and_interpret(TEXT, "plan.txt")
    assert caught.value.code == "over_limit"


def test_the_seconds_of_all_steps_count_together(
    clock: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("find_matrices", "find_lists"):
        monkeypatch.setattr(document, name, slow(getattr(document, name), clock, 61.0))
    with pytest.raises(UnreadableDocumentError, match="PLANLEDGER_MAX_SECONDS"):
        read_and_interpret(TEXT, "plan.txt")


def test_each_document_has_its_own_seconds(
    clock: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(document, "find_lists", slow(document.find_lists, clock, 61.0))
    for _ in range(3):
        _, found = read_and_interpret(TEXT, "plan.txt")
        assert found.quantities
