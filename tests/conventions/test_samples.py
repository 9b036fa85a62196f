"""The samples: built from their sources, in our own words, and read by the product without loss."""

from __future__ import annotations

import csv
import html
import io
import re
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
import yaml
from openpyxl import load_workbook

BUILT = ("samples/plans", "samples/progress", "tests/fixtures/bad")
RATE_UNITS = {"%", "工作日", "分钟"}


def _files(root: Path, *folders: str) -> list[Path]:
    return [
        path
        for folder in folders
        for path in sorted((root / folder).rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    ]


def _source(root: Path, name: str) -> list[dict[str, str]]:
    text = (root / "samples" / "sources" / name).read_text(encoding="utf-8")
    return list(csv.DictReader(io.StringIO(text)))


def _decoded(data: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return ""


def _fold(text: str | None) -> str:
    return "".join(unicodedata.normalize("NFKC", text or "").split())


def _text(path: Path) -> str:
    if path.suffix == ".xlsx":
        book = load_workbook(path, read_only=True)
        return "\n".join(
            str(value)
            for sheet in book
            for row in sheet.iter_rows(values_only=True)
            for value in row
            if value is not None
        )
    text = _decoded(path.read_bytes())
    return html.unescape(re.sub(r"<[^>]+>", "\n", text)) if path.suffix == ".html" else text


# --- built -------------------------------------------------------------------------------------


def test_are_the_bytes_that_the_builder_writes(root: Path, tmp_path: Path) -> None:
    builder = root / "samples" / "build_samples.py"
    subprocess.run([sys.executable, str(builder), "--out", str(tmp_path)], check=True)
    built = {path.relative_to(tmp_path): path.read_bytes() for path in _files(tmp_path, *BUILT)}
    committed = {path.relative_to(root): path.read_bytes() for path in _files(root, *BUILT)}
    assert sorted(built) == sorted(committed)
    assert [str(path) for path in built if built[path] != committed[path]] == []
    errors = Path("samples/planted_errors.yml")
    assert (tmp_path / errors).read_bytes() == (root / errors).read_bytes()


def test_say_in_their_head_whether_their_numbers_are_real(root: Path) -> None:
    for path in _files(root, "samples/plans"):
        head = _fold(_text(path))[:2500]
        marks = [mark for mark in ("示例文件:事实与数字取自公开文件", "合成示例:") if mark in head]
        assert len(marks) == 1, path.name


# --- own words ---------------------------------------------------------------------------------


def _names(root: Path) -> set[str]:
    """Names of indicators, actions and projects: facts, however long."""
    columns = ("indicator", "indicator_printed", "action", "project_name", "task")
    files = ("plan_2024.csv", "plan_2023.csv", "progress_2021q1.csv", "tasks_2020.csv")
    return {
        _fold(row[column])
        for name in files
        for row in _source(root, name)
        for column in columns
        if column in row
    }


def test_carry_no_sentence_and_no_clause_of_the_real_documents(root: Path, shared: Path) -> None:
    clauses = {
        folded
        for seed in (shared / "seeds").glob("*.txt")
        for line in seed.read_text(encoding="utf-8").splitlines()
        for folded in re.split("[。;,!?]", _fold(line))
        if len(folded) >= 15
    }
    names = _names(root)
    # Titles that the README cites, so that a reader can find the public document.
    cited = "关于印发舟山市场监管助企惠民“十件实事”实施方案的通知"
    clauses -= {clause for clause in clauses if clause in names or clause == cited}
    found = {}
    for path in [*_files(root, "samples", "tests/fixtures/bad")]:
        text = _fold(_text(path))
        for name in sorted(names, key=len, reverse=True):
            text = text.replace(name, " ")
        if copied := [clause for clause in clauses if clause in text]:
            found[path.name] = copied
    assert len(clauses) > 1000
    assert found == {}


# --- submissions -------------------------------------------------------------------------------


@cache
def _submitted(root: Path) -> dict[tuple[str, str, str], dict[str, str]]:
    rows = {}
    for path in _files(root, "samples/progress"):
        for row in _submission_rows(path):
            assert path.stem == row["期间"]
            key = (row["单位"], row["指标"], row["期间"])
            assert key not in rows, f"{path}: reported twice: {key}"
            rows[key] = row
    return rows


def _submission_rows(path: Path) -> Iterator[dict[str, str]]:
    if path.suffix == ".csv":
        yield from csv.DictReader(io.StringIO(_decoded(path.read_bytes())))
        return
    table = load_workbook(path).active.iter_rows(min_row=3, values_only=True)
    header = [str(word) for word in next(table)]
    for row in table:
        yield {k: "" if v is None else str(v) for k, v in zip(header, row, strict=True)}


def test_submissions_are_marked_and_cover_every_unit_and_both_quarters(root: Path) -> None:
    codes = [row["org_code"] for row in _source(root, "org_units.csv")]
    found = {
        (path.parent.name, path.stem): path.suffix for path in _files(root, "samples/progress")
    }
    assert set(found) == {(code, f"2024-Q{quarter}") for code in codes for quarter in (1, 2)}
    assert set(found.values()) == {".csv", ".xlsx"}
    assert {row["数据性质"] for row in _submitted(root).values()} == {"合成示例"}


def test_every_unit_reports_each_target_that_has_a_number_and_nothing_else(root: Path) -> None:
    expected = {
        ("舟山市" if cell["org"] == "全市" else cell["org"], cell["indicator"], period)
        for cell in _source(root, "plan_2024.csv")
        for period in ("2024-Q1", "2024-Q2")
        if cell["state"] in ("value", "all_orgs")
    }
    assert set(_submitted(root)) == expected


def test_submissions_hold_exactly_the_two_planted_errors(root: Path) -> None:
    rows = _submitted(root)
    found = [*_missed_sums(rows), *_falls(rows)]
    planted = yaml.safe_load((root / "samples/planted_errors.yml").read_text(encoding="utf-8"))
    columns = ("check_id", "org_name", "indicator", "period", "expected", "observed")
    assert found == [tuple(error[column] for column in columns) for error in planted]


def _missed_sums(rows: dict[tuple[str, str, str], dict[str, str]]) -> Iterator[tuple[object, ...]]:
    for (org, indicator, period), row in rows.items():
        parts = [
            Decimal(other["数值"])
            for (name, what, when), other in rows.items()
            if (what, when) == (indicator, period) and name != "舟山市"
        ]
        is_summed = org == "舟山市" and row["计量单位"] not in RATE_UNITS and parts
        if is_summed and sum(parts) != Decimal(row["数值"]):
            yield "A01", org, indicator, period, int(sum(parts)), int(row["数值"])


def _falls(rows: dict[tuple[str, str, str], dict[str, str]]) -> Iterator[tuple[object, ...]]:
    for (org, indicator, period), row in rows.items():
        if period == "2024-Q2" and row["口径"] == "累计":
            before = rows[org, indicator, "2024-Q1"]["数值"]
            if Decimal(row["数值"]) < Decimal(before):
                yield "A02", org, indicator, period, int(before), int(row["数值"])


# --- read by the product -----------------------------------------------------------------------


@cache
def _interpreted(path: Path):  # type: ignore[no-untyped-def]
    from ingestion.extract.registry import read_document
    from ingestion.interpret.document import interpret_document

    return interpret_document(read_document(path.read_bytes(), path.name))


@pytest.mark.parametrize(
    ("file", "source", "count"),
    [
        ("zhoushan_2024_plan.html", "plan_2024.csv", 972),
        ("zhoushan_2023_plan.txt", "plan_2023.csv", 160),
    ],
)
def test_plan_is_read_cell_by_cell(root: Path, file: str, source: str, count: int) -> None:
    cells = _interpreted(root / "samples" / "plans" / file).cells
    read = {
        (cell.row_no, cell.org): (
            cell.state,
            cell.comparator or "",
            cell.value,
            _fold(cell.raw),
            _fold(cell.unit),
            _fold(cell.action),
            str(cell.action_declared_items),
        )
        for cell in cells
    }
    truth = {
        (int(row["row_no"]), row["org"]): (
            row["state"],
            row["comparator"],
            Decimal(row["value"]) if row["value"] else None,
            _fold(row["raw"]),
            _fold(row["unit"]),
            _fold(row["action"]),
            row["action_declared_items"],
        )
        for row in _source(root, source)
    }
    assert len(cells) == len(read) == len(truth) == count
    assert {
        key: (want, read.get(key)) for key, want in truth.items() if read.get(key) != want
    } == {}


def test_web_page_tells_where_each_cell_is(root: Path) -> None:
    cells = _interpreted(root / "samples" / "plans" / "zhoushan_2024_plan.html").cells
    assert {cell.alignment for cell in cells} == {"printed"}


def test_task_list_is_read_task_by_task(root: Path) -> None:
    tasks = _interpreted(root / "samples" / "plans" / "zhoushan_2020_tasks.xlsx").tasks
    read = {
        task.row_no: (
            _fold(task.task),
            _fold(task.goal_text),
            tuple(task.departments),
            task.due_month,
            _fold(task.remark),
        )
        for task in tasks
    }
    truth = {
        int(row["row_no"]): (
            _fold(row["task"]),
            _fold(row["goal_text"]),
            tuple(row["departments"].split(";")),
            int(row["due_month"]) if row["due_month"] else None,
            _fold(row["remark"]),
        )
        for row in _source(root, "tasks_2020.csv")
    }
    assert len(tasks) == len(truth) == 35
    assert {
        key: (want, read.get(key)) for key, want in truth.items() if read.get(key) != want
    } == {}


def test_progress_report_is_read_item_by_item(root: Path) -> None:
    items = _interpreted(root / "samples" / "plans" / "zhejiang_2021q1_progress.txt").progress_items
    read = {
        (item.project_no, item.item_seq): (
            _fold(item.project_name),
            _fold(item.label),
            _fold(item.text),
        )
        for item in items
    }
    truth = {
        (int(row["project_no"]), int(row["item_seq"])): (
            _fold(row["project_name"]),
            row["label"],
            _fold(row["item_text"]),
        )
        for row in _source(root, "progress_2021q1.csv")
    }
    assert len(items) == len(truth) == 186
    assert {
        key: (want, read.get(key)) for key, want in truth.items() if read.get(key) != want
    } == {}


@pytest.mark.parametrize(
    ("file", "title", "year", "is_synthetic"),
    [
        ("zhoushan_2024_plan.html", "舟山市2024年助企惠民十件实事任务分解方案(示例)", 2024, False),
        ("zhoushan_2023_plan.txt", "舟山市2023年惠企便民实事任务分解方案(合成示例)", 2023, True),
        ("zhoushan_2020_tasks.xlsx", "舟山市2020年市场监管重点任务清单(示例)", 2020, False),
        (
            "zhejiang_2021q1_progress.txt",
            "浙江省2021年第一季度市场监管重点工作进展情况(示例)",
            2021,
            False,
        ),
    ],
)
def test_document_knows_what_it_is(
    root: Path, file: str, title: str, year: int, is_synthetic: bool
) -> None:
    document = _interpreted(root / "samples" / "plans" / file).document
    assert _fold(document.title) == title
    assert (document.year, document.is_synthetic) == (year, is_synthetic)
