"""Bad documents are told and published as outcomes; nothing loaded is a failure."""

from __future__ import annotations

import shutil

import duckdb
import pytest

from .conftest import ROOT, Run, planledger

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("refusals")]
BAD = ROOT / "tests/fixtures/bad"


@pytest.fixture(scope="module")
def bad_run(tmp_path_factory) -> Run:
    """A folder of good and bad documents, in an empty home."""
    return planledger(tmp_path_factory.mktemp("bad"), "run", "--from", str(BAD))


def test_the_good_ones_are_published_and_the_bad_ones_told(bad_run):
    assert bad_run.code == 0, bad_run.said + bad_run.errors
    assert "已载入 loaded 3" in bad_run.said
    assert "拒收 refused 3" in bad_run.said
    for words in ("plans/duplicated_header.txt", "表头重复", "Duplicate header", "字符"):
        assert words in bad_run.said


def test_a_row_that_was_refused_is_told_beside_its_document(bad_run):
    (line,) = [
        number
        for number, text in enumerate(bad_run.said.splitlines())
        if text.endswith("plans/too_many_cells.txt")
    ]
    told = bad_run.said.splitlines()[line + 1]
    assert "第2行" in told


def test_every_document_has_its_outcome_in_the_marts(bad_run):
    with duckdb.connect(str(bad_run.home / "current/planledger.duckdb"), read_only=True) as marts:
        finals = dict(
            marts.execute(
                "select path, outcome from marts.fct_delivery_outcomes where step = 'extract'"
            ).fetchall()
        )
    assert finals == {
        "plans/binary.txt": "rejected",
        "plans/duplicated_header.txt": "rejected",
        "plans/empty.txt": "rejected",
        "plans/gbk.txt": "accepted",
        "plans/no_table.txt": "accepted",
        "plans/too_many_cells.txt": "accepted",
    }


def test_a_folder_in_which_nothing_can_be_loaded_fails(bad_run, tmp_path):
    shutil.copy(BAD / "empty.txt", tmp_path)
    run = planledger(bad_run.home, "run", "--from", str(tmp_path))
    assert run.code == 1
    assert "plans/empty.txt" in run.said
    assert "没有内容" in run.said
    assert "Traceback" not in run.said + run.errors


def test_an_empty_folder_fails_and_says_that_there_is_nothing(bad_run, tmp_path):
    run = planledger(bad_run.home, "run", "--from", str(tmp_path))
    assert run.code == 1
    assert "没有可载入的文件" in run.said
