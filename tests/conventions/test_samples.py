"""The samples: built from their sources, in our own words, and read by the product without loss."""

from __future__ import annotations

import csv
import html
import io
import json
import re
import subprocess
import sys
import unicodedata
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

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
    if path.suffix == ".xlsx" and zipfile.is_zipfile(path):
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
    for name in ("planted_errors.yml", "received.csv"):
        assert (tmp_path / "samples" / name).read_bytes() == (root / "samples" / name).read_bytes()


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

Row = dict[str, str]
Key = tuple[str, str, str]
MONTHS = [f"2024-{month:02d}" for month in range(1, 13)]


@cache
def _planted(root: Path) -> list[dict[str, Any]]:
    return yaml.safe_load((root / "samples/planted_errors.yml").read_text(encoding="utf-8"))


def _about(root: Path, *codes: str) -> set[tuple[str, str, str]]:
    """Organisation code, indicator and month of what was planted and of what follows from it."""
    planted = _planted(root)
    follows = [one for error in planted for one in error.get("follows", ())]
    return {
        (one["org_code"], one["indicator"], one["period"])
        for one in (*planted, *follows)
        if one["code"] in codes
    }


def _reports(root: Path) -> dict[tuple[str, str], Path]:
    """The last readable file of every organisation and month."""
    last = {}
    for path in sorted(_files(root, "samples/progress"), key=lambda path: path.stem):
        if "首次" not in path.stem and path.suffix != ".txt":
            last[path.parent.name, path.stem[:7]] = path
    return last


@cache
def _submitted(root: Path) -> dict[Key, Row]:
    """Figures by organisation as printed, indicator and month, as they stand at the end."""
    rows = {}
    for (_, month), path in _reports(root).items():
        for row in _submission_rows(path):
            printed = re.findall(r"\d+", row["期间"])
            if (int(printed[0]), int(printed[1])) == (int(month[:4]), int(month[5:])):
                rows.setdefault((row["单位"], row["指标"], month), row)
    return rows


def _json_rows(path: Path) -> Iterator[Row]:
    form = json.loads(path.read_text("utf-8"))
    bases = {"year_to_date": "累计", "period": "当期", "level": "期末"}
    names = {code: org for org, code in _codes(path.parents[3]).items()}
    for value in form["values"]:
        yield {
            "单位": names[form["org_code"]],
            "期间": form["period_code"],
            "指标": value["indicator"],
            "数值": value["value"] or "",
            "口径": bases[value["basis"]],
            "计量单位": value.get("unit", ""),
            "数据性质": form["data_nature"],
        }


def _submission_rows(path: Path) -> Iterator[Row]:
    if path.suffix == ".json":
        yield from _json_rows(path)
        return
    if path.suffix == ".csv":
        yield from csv.DictReader(io.StringIO(_decoded(path.read_bytes())))
        return
    sheet = load_workbook(path, read_only=True).active
    table = sheet.iter_rows(min_row=3, values_only=True)
    header = [_OWN_WORDS.get(str(word), str(word)) for word in next(table)]
    said = {} if "单位" in header else _said_by_the_title(str(sheet["A1"].value))
    for row in table:
        cells = {k: "" if v is None else str(v) for k, v in zip(header, row, strict=True)}
        if cells["指标"]:
            yield {"口径": "累计", **said, **cells}


_OWN_WORDS = {"工作内容": "指标", "截至本月完成": "数值"}


def _said_by_the_title(title: str) -> Row:
    """Of a table of an office's own layout: whose it is, and when."""
    org, year, month = re.match(r"(\D+)(\d{4})年(\d+)月", title).groups()
    mark = "合成示例" if "合成示例" in title else ""
    return {"单位": org, "期间": f"{year}-{month}", "数据性质": mark}


def _codes(root: Path) -> dict[str, str]:
    return {row["org"]: row["org_code"] for row in _source(root, "org_units.csv")}


def test_submissions_are_marked_as_invented(root: Path) -> None:
    assert {row["数据性质"] for row in _submitted(root).values()} == {"合成示例"}
    assert (root / "samples/planted_errors.yml").read_text("utf-8").count("invented") > 0


def test_every_unit_reports_every_month_but_for_the_planted_gap(root: Path) -> None:
    due = {(code, month) for code in _codes(root).values() for month in MONTHS}
    never = {(e["org_code"], e["period"]) for e in _planted(root) if e["done"] == "整月未报"}
    ahead = {(e["org_code"], e["period"]) for e in _planted(root) if e["code"] == "S09"}
    assert len(never) == len(ahead) == 1
    assert set(_reports(root)) == due - never | ahead


def test_every_unit_reports_each_target_that_has_a_number_and_nothing_else(root: Path) -> None:
    codes = _codes(root)
    cells = [
        (codes["舟山市" if cell["org"] == "全市" else cell["org"]], cell["indicator"], month)
        for cell in _source(root, "plan_2024.csv")
        for month in MONTHS
        if cell["state"] in ("value", "all_orgs")
    ]
    reported = {
        (codes[org], indicator, month)
        for org, indicator, month in _submitted(root)
        if month in MONTHS and org in codes
    }
    gaps = {(org, month) for org, _, month in _about(root, "S01")}
    assert {(org, month) for org, _, month in set(cells) - reported} <= gaps
    assert reported - set(cells) == {
        key for key in _about(root, "S05", "S06") if key[1] and key[1] != "*"
    }


def test_sums_and_falls_are_wrong_where_it_was_planted_and_nowhere_else(root: Path) -> None:
    sums, falls = set(_missed_sums(root)), set(_falls(root))
    assert sums <= _about(root, "A01")
    assert falls <= _about(root, "A02")
    for code, found in (("A01", sums), ("A02", falls)):
        planted = [error for error in _planted(root) if error["code"] == code]
        assert len(planted) == 2
        assert {(e["org_code"], e["indicator"], e["period"]) for e in planted} <= found


def _number(row: Row) -> Decimal | None:
    text = row["数值"].replace(",", "").replace("％", "")
    return Decimal(text) if re.fullmatch(r"\d+(\.\d+)?", text) else None


def _missed_sums(root: Path) -> Iterator[Key]:
    rows, codes = _submitted(root), _codes(root)
    due: dict[str, set[str]] = defaultdict(set)
    for cell in _source(root, "plan_2024.csv"):
        if cell["state"] == "value" and cell["org"] != "全市":
            due[cell["indicator"]].add(cell["org"])
    parts: dict[tuple[str, str], dict[str, Decimal]] = defaultdict(dict)
    for (org, indicator, month), row in rows.items():
        if org in codes and org != "舟山市" and (number := _number(row)) is not None:
            parts[indicator, month][org] = number
    for (org, indicator, month), row in rows.items():
        reported = parts[indicator, month]
        is_summed = org == "舟山市" and row["计量单位"] not in RATE_UNITS and reported
        is_whole = due[indicator] <= reported.keys()
        if is_summed and is_whole and sum(reported.values()) != _number(row):
            yield codes[org], indicator, month


def _falls(root: Path) -> Iterator[Key]:
    rows, codes = _submitted(root), _codes(root)
    for (org, indicator, month), row in rows.items():
        before = [
            number
            for earlier in MONTHS[: MONTHS.index(month) if month in MONTHS else 0]
            if (one := rows.get((org, indicator, earlier))) and (number := _number(one)) is not None
        ]
        now = _number(row)
        if row["口径"] == "累计" and before and now is not None and now < before[-1]:
            yield codes[org], indicator, month


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
