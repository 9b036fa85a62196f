"""Quantities of two real documents against truth made by hand. Skips if the truth is not here."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from ingestion.extract.registry import read_document
from ingestion.interpret.document import interpret_document

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
pytestmark = pytest.mark.skipif(
    not (SHARED / "eval" / "score.py").exists(), reason="../shared with seeds and truth is absent"
)


def interpret(number: str):
    path = next((SHARED / "seeds").glob(f"{number}_*.txt"))
    return interpret_document(read_document(path.read_bytes(), path.name))


@pytest.mark.parametrize("number", ["000", "004"])
def test_quantities_agree_with_the_truth(number: str, tmp_path: Path) -> None:
    predicted = tmp_path / "quantities.jsonl"
    found = interpret(number).quantities
    predicted.write_text("\n".join(q.model_dump_json() for q in found), encoding="utf-8")
    gold = SHARED / "gold" / f"quantities_{number}.jsonl"
    command = [sys.executable, str(SHARED / "eval" / "score.py"), "quantities", gold, predicted]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    figures = json.loads(printed.splitlines()[0])
    assert figures["number"]["f1"] >= 0.98
    assert figures["strict"]["f1"] >= 0.92


@pytest.mark.parametrize("number", ["000", "001", "002", "003", "004"])
def test_every_quantity_quotes_its_place(number: str) -> None:
    interpretation = interpret(number)
    text = interpretation.text.text
    assert interpretation.quantities
    assert all(text[q.start : q.end] == q.quote for q in interpretation.quantities)
    assert all(q.indicator and q.evidence for q in interpretation.quantities)
