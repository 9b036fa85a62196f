"""`planledger run` on the samples: loaded once, checked, published, and told in words."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pytest
import yaml

from .conftest import ROOT, Run, planledger_on_a_terminal

pytestmark = pytest.mark.slow
SAMPLES = ROOT / "samples"
NOISE = ("[info", "[warning", "Traceback", "Warning", "DAG TEST", "leaked")


@pytest.fixture(scope="module")
def again(samples_run: Run) -> Run:
    """The same once more, on the same home, and on a terminal."""
    return planledger_on_a_terminal(samples_run.home, "run")


@pytest.fixture
def marts(samples_run: Run):
    with duckdb.connect(str(samples_run.home / "current/planledger.duckdb"), read_only=True) as one:
        yield one


def _documents() -> list[Path]:
    return [path for kind in ("plans", "progress") for path in (SAMPLES / kind).rglob("*.*")]


def test_it_succeeds_and_names_every_document_or_counts_it(samples_run):
    assert samples_run.code == 0, samples_run.said + samples_run.errors
    paths = [path.relative_to(SAMPLES).as_posix() for path in _documents()]
    unnamed = [path for path in paths if path not in samples_run.said]
    assert f"另有 {len(unnamed)} 份已载入" in samples_run.said
    assert not any(path.startswith("plans/") or "首次" in path for path in unnamed)


def test_it_tells_where_the_release_the_marts_and_the_report_are(samples_run):
    release = samples_run.home / "releases/r0001"
    for path in (release, release / "planledger.duckdb", release / "site/index.html"):
        assert path.exists()
        assert str(path) in samples_run.said


def test_the_release_documents_every_model_beside_its_report(samples_run):
    page = samples_run.home / "current/site/data_docs/models.html"
    assert "model.planledger.fct_targets" in page.read_text("utf-8")


def test_the_terminal_is_for_people(samples_run, again):
    assert samples_run.errors == ""
    for said in (samples_run.said, again.said):
        assert [noise for noise in NOISE if noise in said] == []
    assert "DAG TEST" in next((samples_run.home / "logs").glob("run-*.log")).read_text("utf-8")


def test_the_planted_errors_are_found_and_said_in_words(samples_run, marts):
    planted = yaml.safe_load((SAMPLES / "planted_errors.yml").read_text("utf-8"))
    assert planted
    found = dict(
        marts.execute("select check_id, count(*) from marts.fct_findings group by all").fetchall()
    )
    assert (found["P01"], found["P02"]) == (1, 1)
    for check_id in {one["code"] for one in planted if one["kind"] == "check"} & found.keys():
        assert check_id in samples_run.said


def test_a_plan_without_a_table_has_targets_too(marts):
    found = marts.execute(
        """
        select count(*), count(targets.target_value), bool_and(targets.stated_in = 'prose')
        from marts.fct_targets as targets
        inner join marts.dim_documents as documents
            on targets.document_key = documents.document_key
        where documents.kind = 'task_list'
        """
    ).fetchone()
    assert found[0] > 30
    assert found == (found[0], found[0], True)


def test_a_target_in_text_and_table_is_one_with_two_statements(marts):
    assert marts.execute(
        """
        select targets.target_value, targets.unit_name, statements.target_value,
            statements.unit_name, statements.difference
        from marts.fct_targets as targets
        inner join marts.fct_target_statements as statements
            on targets.target_key = statements.target_key
        where targets.statement_count = 2 and targets.unit_name = '亿元' and targets.is_total
            and not statements.is_chosen
        order by targets.target_value
        """
    ).fetchall() == [(2, "亿元", 200000000, "元", 0), (50, "亿元", 5000000000, "元", 0)]


def test_current_is_a_relative_link_to_the_release(samples_run):
    assert (samples_run.home / "current").readlink() == Path("releases/r0001")


def test_the_manifest_names_every_input(samples_run):
    manifest = json.loads((samples_run.home / "current/manifest.json").read_text("utf-8"))
    paths = {one["path"] for one in manifest["inputs"]}
    assert paths == {path.relative_to(SAMPLES).as_posix() for path in _documents()}


def test_a_second_run_loads_nothing_twice_and_says_so(samples_run, again):
    assert again.code == 0
    assert "没有新文件" in again.said
    assert "Nothing new" in again.said
    assert "r0001" in again.said
    assert [path.name for path in (samples_run.home / "releases").glob("r*")] == ["r0001"]


def test_nothing_of_the_second_run_is_recorded(samples_run, again):
    assert again.code == 0
    outcomes = [
        outcome
        for path in (samples_run.home / "records/commits").glob("*.json")
        for outcome in json.loads(path.read_text("utf-8"))["outcomes"]
    ]
    assert len(outcomes) == 2 * len(_documents())


def test_a_sum_of_reports_says_which_figure_is_probably_wrong(marts):
    found = marts.execute(
        "select findings.period_code, hypothesis_code, hypotheses.text_zh"
        " from marts.rpt_finding_hypotheses as hypotheses"
        " inner join marts.fct_findings as findings using (finding_key)"
        " where findings.check_id = 'A01' and rank_no = 1 order by findings.period_code"
    ).fetchall()
    # Planted: the city reports more than its parts, once, and the months around are right.
    assert [row[:2] for row in found] == [
        ("2024-07", "total_is_wrong"),
        ("2024-09", "total_is_wrong"),
    ]
    assert "由 53 改为 49" in found[0][2] and "由 444 改为 425" in found[1][2]
