"""`planledger run` on the real documents reaches the figures that were promised for them."""

from __future__ import annotations

import duckdb
import pytest

from .conftest import Run

pytestmark = pytest.mark.slow


@pytest.fixture
def marts(seeds_run: Run):
    with duckdb.connect(str(seeds_run.home / "current/planledger.duckdb"), read_only=True) as one:
        yield one


def test_all_five_documents_are_loaded_and_published(seeds_run, marts):
    assert seeds_run.code == 0, seeds_run.said + seeds_run.errors
    assert seeds_run.said.count("已载入 loaded") == 5 + 1
    assert marts.execute("select count(*) from marts.dim_documents").fetchone() == (5,)


@pytest.mark.parametrize(
    ("mart", "rows"),
    [
        ("fct_target_statements where stated_in = 'table'", 81 * 12),
        ("fct_targets where stated_in = 'table'", 81 * 12),
        ("fct_tasks", 35),
        ("fct_progress_items", 236),
    ],
)
def test_everything_readable_is_in_the_marts(marts, mart, rows):
    assert marts.execute(f"select count(*) from marts.{mart}").fetchone() == (rows,)


def test_the_only_critical_findings_are_true_ones_of_the_plan_itself(marts):
    found = marts.execute(
        "select check_id, difference, message_zh from marts.fct_findings"
        " where severity = 'critical' order by check_id"
    ).fetchall()
    assert [row[0] for row in found] == ["P01", "P02", "P03", "P07"]
    assert "56" in found[0][2]
    assert abs(found[0][1]) == 1


@pytest.mark.parametrize(
    ("check_id", "subject", "expected", "observed"),
    [
        ("P01", "第56项%", "20", "19"),
        ("P03", "第63项%", "85%", "90%"),
        ("P03", "第70项%", "50%", "25%"),
        ("P07", "第48项%", "90", "100"),
        ("P07", "第55项%", "100", "50–100"),
    ],
)
def test_every_contradiction_of_the_truth_is_a_finding(
    marts, check_id, subject, expected, observed
):
    found = marts.execute(
        "select expected, observed from marts.fct_findings"
        " where check_id = ? and subject_zh like ? and severity in ('critical', 'warning')",
        [check_id, subject],
    ).fetchall()
    assert found == [(expected, observed)]


def test_the_audit_of_the_plans_raises_no_other_doubt(marts):
    found = marts.execute(
        "select check_id, subject_zh from marts.fct_findings where severity <> 'info'"
        " and check_id in ('P03', 'P04', 'P07', 'P08', 'P10', 'P13') order by all"
    ).fetchall()
    assert [(row[0], row[1].split()[0]) for row in found] == [
        ("P03", "第63项"),
        ("P03", "第70项"),
        ("P07", "第48项"),
        ("P07", "第55项"),
        ("P08", "第20项"),
    ]


def test_the_finding_on_row_56_is_in_the_report_with_its_quote(seeds_run, marts):
    (message,) = marts.execute(
        "select message_zh from marts.fct_findings where check_id = 'P01'"
    ).fetchone()
    report = (seeds_run.home / "current/site/index.html").read_text("utf-8")
    assert message.split(":")[0].split("：")[0] in report


def test_every_quote_of_a_finding_is_what_the_document_printed(seeds_run, marts):
    import json

    from ingestion.extract.registry import read_document
    from ingestion.landing import read_archived
    from ingestion.settings import Settings

    settings = Settings(home=seeds_run.home)
    texts: dict[str, str] = {}
    quotes = 0
    for (evidence,) in marts.execute("select evidence from marts.fct_findings").fetchall():
        for locator in json.loads(evidence):
            document_id = locator["document_id"]
            if document_id not in texts:
                data = read_archived(document_id, settings)
                texts[document_id] = read_document(data, "document.txt", document_id).text
            assert texts[document_id][locator["start"] : locator["end"]] == locator["quote"]
            quotes += 1
    assert quotes > 0


def test_row_56_and_the_heading_say_what_is_probably_wrong(marts):
    found = marts.execute(
        "select check_id, rank_no, hypothesis_code, hypotheses.text_zh, witness_evidence"
        " from marts.rpt_finding_hypotheses as hypotheses"
        " inner join marts.fct_findings using (finding_key)"
        " where severity = 'critical' order by check_id, rank_no"
    ).fetchall()
    of_sum = [row for row in found if row[0] == "P01"]
    # The text says the total twice: rather one of the parts is one too low.
    assert of_sum[0][2] == "single_cell" and of_sum[-1][2] == "total_is_wrong"
    assert "全市 20 另有出处相同" in of_sum[0][3] and "20家" in of_sum[0][4]
    of_count = [row for row in found if row[0] == "P02"]
    assert of_count[0][2] == "row_counted_twice" and "67、68" in of_count[0][3]
