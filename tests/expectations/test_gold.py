"""The checks on the hand-made truth of the real documents: nothing missed, no false alarm."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pytest

from expectations.runner import run_checks
from tests.expectations import gold_warehouse
from tests.expectations.conftest import Judged
from tests.expectations.gold_warehouse import GOLD, read_gold

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not GOLD.exists(), reason="the truth for the real documents is not here"),
]


@pytest.fixture(scope="module")
def candidate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("gold") / "candidate.duckdb"


@pytest.fixture(scope="module")
def judged(candidate: Path) -> Judged:
    home = candidate.parent
    gold_warehouse.make_raw(candidate, home / "home")
    results = gold_warehouse.build(candidate, home)
    return Judged(run_checks(candidate, docs_dir=home / "docs", dbt_results=results))


def test_row_56_alone_does_not_add_up(judged: Judged) -> None:
    failures = judged.failures("P01")
    assert [json.loads(failure.detail)["row_no"] for failure in failures] == [56]
    assert failures[0].message_zh.endswith("各单位合计 19，全市 20，相差 -1 家")
    assert "20" in [locator["quote"] for locator in json.loads(failures[0].evidence)]


def test_every_row_that_can_be_summed_is_evaluated(judged: Judged) -> None:
    summable = {"ok", "threshold", "MISMATCH"}
    expected = sum(row["result"] in summable for row in read_gold("sum_checks.csv"))
    assert judged.outcome("P01").evaluated_count == expected


def test_one_group_lists_nine_rows_where_it_declares_eight(judged: Judged) -> None:
    (failure,) = judged.failures("P02")
    assert (failure.expected, failure.observed, failure.difference) == ("8", "9", 1)
    assert json.loads(failure.evidence)[0]["quote"] == "（8项）"
    assert judged.outcome("P02").evaluated_count == 10


def test_numbering_breaks_in_five_projects_of_the_progress_report(judged: Judged) -> None:
    numbers = {failure.subject_en.split()[1] for failure in judged.failures("P05")}
    assert numbers == {"15", "18", "27", "40", "45"}


def test_nothing_else_is_critical_and_nothing_is_in_error(judged: Judged) -> None:
    critical = [row.check_id for row in judged.run.failures if row.severity == "critical"]
    assert sorted(critical) == ["P01", "P02", "P07"]
    assert {o.check_id: o.outcome for o in judged.run.outcomes if o.outcome != "skipped"} == {
        "I01": "pass",
        "I02": "pass",
        "I03": "pass",
        "I05": "pass",
        "P01": "fail",
        "P02": "fail",
        "P05": "fail",
        "P06": "pass",
        "P07": "fail",
        "P08": "fail",
        "P09": "fail",
        "P11": "pass",
        "P12": "pass",
        "P13": "pass",
        "X04": "pass",
    }


def test_a_quote_that_is_not_in_the_text_blocks_the_release(
    judged: Judged, candidate: Path
) -> None:
    with duckdb.connect(str(candidate)) as connection:
        connection.execute(
            "update raw.texts set text = 'x' || text where document_id = ?", [gold_warehouse.PLAN]
        )
    home = candidate.parent
    results = gold_warehouse.build(candidate, home, select="chk_i02")
    again = Judged(run_checks(candidate, docs_dir=home / "again", dbt_results=results))
    assert [outcome.check_id for outcome in again.run.blocking] == ["I02"]
