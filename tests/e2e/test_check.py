"""``planledger check`` says before a report is sent what the warehouse says once it came."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
import yaml

from .conftest import ROOT, Run, planledger

SAMPLES = ROOT / "samples"


@pytest.fixture(scope="module")
def fallen() -> Path:
    """The report with a planted fall of a cumulative figure."""
    errors = yaml.safe_load((SAMPLES / "planted_errors.yml").read_text("utf-8"))
    fall = next(one for one in errors if one["code"] == "A02")
    (file,) = (SAMPLES / "progress" / fall["org_code"]).glob(f"{fall['period']}.*")
    return file


def said_by_the_release(home: Path, file: Path) -> set[tuple[str, str]]:
    """Check and message of every finding with evidence in a file's bytes."""
    from hashlib import sha256

    document = sha256(file.read_bytes()).hexdigest()
    with duckdb.connect(str(home / "current" / "planledger.duckdb"), read_only=True) as marts:
        rows = marts.execute(
            "select check_id, message_zh from marts.fct_findings where contains(evidence, ?)",
            [document],
        ).fetchall()
    return {(check, message) for check, message in rows}


def stores(home: Path) -> Iterator[tuple[str, int]]:
    """Every file of the stores that must not change, with its time."""
    for store in ("landing", "archive", "records", "releases", "candidates", "decisions"):
        for path in sorted((home / store).rglob("*")):
            yield str(path), path.stat().st_mtime_ns


def test_says_what_the_release_says(samples_run: Run, fallen: Path) -> None:
    before = dict(stores(samples_run.home))
    done = planledger(samples_run.home, "check", "--json", str(fallen))
    assert done.code == 1, done.errors
    content = json.loads(done.said)
    remarks = {(one["remark_code"], one["message_zh"]) for one in content["remarks"]}
    assert said_by_the_release(samples_run.home, fallen) <= remarks
    to_mend = [one for one in content["remarks"] if one["is_to_mend"]]
    falls = [one for one in to_mend if one["remark_code"] == "A02"]
    assert len(falls) == 1
    assert falls[0]["cell_name"]
    assert dict(stores(samples_run.home)) == before, "a check loads and changes nothing"
    assert done.errors == "", "a reporter reads words, not the noise of libraries"


def test_tells_the_cell_in_chinese(samples_run: Run, fallen: Path) -> None:
    done = planledger(samples_run.home, "check", str(fallen))
    assert done.code == 1
    assert "须处理" in done.said
    assert "须更正" in done.said
    assert "!" in next(line for line in done.said.splitlines() if "A02" in line)


def test_an_unknown_sender_cannot_be_checked(
    samples_run: Run, fallen: Path, tmp_path: Path
) -> None:
    copy = tmp_path / fallen.name
    copy.write_bytes(fallen.read_bytes())
    done = planledger(samples_run.home, "check", str(copy))
    assert done.code == 2
    assert "不知道报送单位" in done.errors


def test_a_file_that_is_no_report_is_told_so(samples_run: Run, tmp_path: Path) -> None:
    file = tmp_path / "说明.xlsx"
    file.write_bytes(b"this is no workbook")
    done = planledger(samples_run.home, "check", "--org", "330902", str(file))
    assert done.code == 1
    assert "不能接收" in done.said


def test_nothing_can_be_checked_against_an_empty_warehouse(tmp_path: Path, fallen: Path) -> None:
    done = planledger(tmp_path / "home", "check", str(fallen))
    assert done.code == 2
    assert "请先载入计划文件" in done.errors
