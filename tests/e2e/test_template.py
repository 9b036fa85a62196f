"""``planledger template`` on the samples: what organisations get to fill in."""

from __future__ import annotations

import json

import pytest
from openpyxl import load_workbook

from ingestion.workbooks.template_xlsx import HEADER_ROW, SHEET_NAME

from .conftest import planledger

PERIOD = "2024-06"


@pytest.fixture(scope="module")
def handed_out(samples_run, tmp_path_factory):
    assert samples_run.code == 0, samples_run.said
    folder = tmp_path_factory.mktemp("forms")
    run = planledger(samples_run.home, "template", "--period", PERIOD, "--out", str(folder))
    assert run.code == 0, run.errors
    return run, folder


def test_each_organisation_that_reports_gets_its_form(handed_out) -> None:
    run, folder = handed_out
    names = sorted(path.name for path in folder.iterdir())
    assert "330902_定海_2024-06.xlsx" in names
    assert len(names) == 12
    assert "已写入 12 份填报表" in run.said


def test_the_form_holds_targets_and_last_figures(handed_out) -> None:
    _, folder = handed_out
    sheet = load_workbook(folder / "330902_定海_2024-06.xlsx")[SHEET_NAME]
    rows = list(sheet.iter_rows(min_row=HEADER_ROW + 2, values_only=True))
    assert len(rows) > 50
    assert all(row[0] and row[2] for row in rows)
    assert all(isinstance(row[4], int | float) for row in rows)
    assert sum(isinstance(row[5], int | float) for row in rows) > len(rows) / 2
    assert all(row[6] is None for row in rows)


def test_again_gives_the_same_and_never_replaces_what_was_filled_in(
    samples_run, handed_out
) -> None:
    _, folder = handed_out
    again = ("template", "--period", PERIOD, "--org", "330902", "--out", str(folder))
    assert planledger(samples_run.home, *again).code == 0
    path = folder / "330902_定海_2024-06.xlsx"
    before = path.read_bytes()
    path.write_bytes(before + b"filled in")
    run = planledger(samples_run.home, *again)
    assert run.code == 1
    assert "可能已经填写" in run.errors
    path.write_bytes(before)


def test_systems_get_json(samples_run, tmp_path) -> None:
    arguments = ("--period", PERIOD, "--org", "定海", "--format", "json", "--out", str(tmp_path))
    assert planledger(samples_run.home, "template", *arguments).code == 0
    content = json.loads((tmp_path / "330902_定海_2024-06.json").read_text("utf-8"))
    assert (content["org_code"], content["period_code"]) == ("330902", PERIOD)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--period", "2024-13"), "看不懂的期间"),
        (("--period", "2031-01"), "没有计划包含"),
        (("--period", PERIOD, "--plan", "没有的计划"), "可选"),
        (("--period", PERIOD, "--org", "000000"), "330902 定海"),
        (("--period", PERIOD, "--format", "doc"), "xlsx"),
    ],
)
def test_says_in_both_languages_what_is_wrong(samples_run, arguments, said) -> None:
    run = planledger(samples_run.home, "template", *arguments)
    assert run.code == 1
    assert said in run.errors
    assert "|" in run.errors
