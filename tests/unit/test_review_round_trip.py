"""A question goes out in a file, comes back answered, and the next build obeys it."""

from __future__ import annotations

import csv
from pathlib import Path

import duckdb
import pytest
from typer.testing import CliRunner

from ingestion.cli import app
from ingestion.pipeline import attempt, ingest, release
from ingestion.pipeline.deliver import deliver_folder
from ingestion.review.questions import cell_key
from ingestion.settings import Settings

ORGS = ("全市", "上城区", "余杭", "余抗区", "江干区", "市本级", "东海片")
PLAN = """<html><head><title>杭州市2024年重点指标分解表</title></head><body>
<h1>杭州市2024年重点指标分解表</h1><p>发布机构：杭州市市场监督管理局</p>
<table><tr><th>序号</th><th>指标</th><th>计量单位</th>{heads}</tr>
<tr><td>1</td><td>新增示范店</td><td>家</td>{cells}</tr></table></body></html>"""


def build() -> None:
    release_id = release.build_facts()
    for step in (release.run_checks, release.build_reports, release.publish_release):
        step(release_id)


def marts(settings: Settings, query: str) -> list[tuple]:
    with duckdb.connect(str(settings.current / "planledger.duckdb"), read_only=True) as connection:
        return connection.execute(query).fetchall()


def planledger(*arguments: str):
    return CliRunner().invoke(app, list(arguments))


def answer(questions: Path, answered: Path, answers: dict[str, tuple[str, str]]) -> None:
    with questions.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    subject, decision = rows[0].index("问题 subject"), rows[0].index("决定 decision")
    for row in rows[1:]:
        if row[subject] in answers:
            row[decision : decision + 4] = [*answers[row[subject]], "王", "对照原文"]
    with answered.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def obeys_corrections_of_cells(settings: Settings, answered: Path) -> None:
    keys = dict(marts(settings, "select org_name, statement_key from marts.fct_target_statements"))
    answered.write_text(
        "queue_key,decision,value,reviewer,reason\n"
        f"{cell_key(keys['上城区'])},correct,9；单位:杭州市西湖区,王,错列\n"
        f"{cell_key(keys['余杭'])},reject,,王,不是目标\n",
        "utf-8",
    )
    assert planledger("review", "--import", str(answered)).exit_code == 0
    build()
    rows = marts(
        settings,
        "select org_name, org_code, target_value, read_value, review_decision, reviewed_by"
        " from marts.fct_target_statements where review_decision is not null order by col_no",
    )
    assert rows == [
        ("上城区", "330106", 9, 4, "correct", "王"),
        ("余杭", "330110", 5, 5, "reject", "王"),
    ]
    targets = dict(marts(settings, "select org_name, target_value from marts.fct_targets"))
    assert targets["上城区"] == 9
    assert "余杭" not in targets


@pytest.mark.slow
def test_a_review_is_obeyed_by_the_next_build_and_survives_it(tmp_path, monkeypatch):
    monkeypatch.setenv("PLANLEDGER_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("PLANLEDGER_SETTLE_SECONDS", "0")
    settings = Settings()
    source = tmp_path / "in" / "plans"
    source.mkdir(parents=True)
    heads = "".join(f"<th>{org}</th>" for org in ORGS)
    cells = "".join(f"<td>{number}</td>" for number in (27, 4, 5, 6, 2, 3, 7))
    (source / "plan.html").write_text(PLAN.format(heads=heads, cells=cells), "utf-8")
    deliver_folder(source.parent, settings)
    for chunk in ingest.list_landed("plans"):
        ingest.ingest_documents(chunk)
    assert planledger("review").exit_code == 1
    build()

    asked = planledger("review")
    assert asked.exit_code == 0
    assert "余抗区" in asked.stdout
    assert "余杭区 (330110)" in asked.stdout
    codes = dict(marts(settings, "select org_name, org_code from marts.fct_targets"))
    assert codes == {
        "全市": "330100",
        "上城区": "330102",
        "余杭": "330110",
        "余抗区": None,
        "江干区": "330104",
        "市本级": "330100-本级",
        "东海片": None,
    }
    assert marts(
        settings,
        "select successor_org_code, year(valid_to) from marts.dim_org_units"
        " where org_code = '330104'",
    ) == [("330102", 2021)]

    questions, answered = tmp_path / "q.csv", tmp_path / "a.csv"
    assert planledger("review", "--export", str(questions)).exit_code == 0
    answer(questions, answered, {"余抗区": ("改为", "某某区"), "东海片": ("否决", "")})
    refused = planledger("review", "--import", str(answered))
    assert refused.exit_code == 1
    assert "行“值 value”：没有名为“某某区”的单位" in refused.stderr
    assert not settings.decisions.exists()
    assert not attempt.release_is_due(settings)

    answer(questions, answered, {"余抗区": ("改为", "临平区"), "东海片": ("否决", "")})
    assert planledger("review", "--import", str(answered)).exit_code == 0
    assert attempt.release_is_due(settings)
    build()
    assert not attempt.release_is_due(settings)
    codes = dict(marts(settings, "select org_name, org_code from marts.fct_targets"))
    assert (codes["余抗区"], codes["东海片"]) == ("330113", None)
    assert "没有待审核的问题" in planledger("review").stdout
    assert marts(
        settings,
        "select subject, decision, decision_state from marts.fct_review_decisions order by 1",
    ) == [("东海片", "reject", "applied"), ("余抗区", "correct", "applied")]
    obeys_corrections_of_cells(settings, tmp_path / "cells.csv")
    manifest = (settings.current / "manifest.json").read_text("utf-8")
    assert "decisions/reviews/" in manifest
