"""The command line starts fast and says what is wrong with file, place and both languages."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ingestion.cli import app

ROOT = Path(__file__).resolve().parents[2]
BAD = ROOT / "tests" / "fixtures" / "bad"


def _run(*arguments: str):
    return CliRunner().invoke(app, list(arguments))


def test_extract_prints_one_json_record_a_line():
    result = _run("extract", str(BAD / "gbk.txt"))
    records = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 0
    assert records[0]["record"] == "document"
    assert {record["record"] for record in records} >= {"document", "text", "cell"}


@pytest.mark.parametrize(
    ("name", "zh", "en"),
    [
        ("empty.txt", "没有内容", "empty"),
        ("binary.txt", "不是文本", "not text"),
        ("duplicated_header.txt", "表头重复", "Duplicate header"),
    ],
)
def test_extract_refuses_what_it_cannot_read(name, zh, en):
    result = _run("extract", str(BAD / name))
    assert result.exit_code == 1
    assert result.stdout == ""
    assert name in result.stderr
    assert zh in result.stderr
    assert en in result.stderr


def test_extract_reads_each_file_of_an_archive(tmp_path):
    archive = tmp_path / "包.zip"
    with zipfile.ZipFile(archive, "w") as writer:
        writer.write(BAD / "gbk.txt", "a.txt")
        writer.write(BAD / "empty.txt", "空.txt")
    result = _run("extract", str(archive))
    records = [json.loads(line) for line in result.stdout.splitlines()]
    (document,) = (one for one in records if one["record"] == "document")
    assert document["container_id"] == hashlib.sha256(archive.read_bytes()).hexdigest()
    assert [(one["code"], one["place"]) for one in records if one.get("place") == "空.txt"] == [
        ("empty_file", "空.txt")
    ]


def test_extract_says_where_in_the_file():
    assert "字符" in _run("extract", str(BAD / "duplicated_header.txt")).stderr


@pytest.mark.parametrize("path", ["nowhere.txt", "."], ids=["missing", "folder"])
def test_extract_refuses_what_is_no_file(path):
    result = _run("extract", path)
    assert result.exit_code == 1
    assert "cannot read the file" in result.stderr
    assert "Traceback" not in result.stderr


def test_extract_ends_quietly_when_its_reader_has_enough():
    command = f"{sys.executable} -m ingestion.cli extract {BAD / 'gbk.txt'} | head -c 1"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stderr == ""


def test_extract_imports_nothing_that_is_slow():
    slow = ["airflow", "dbt", "duckdb", "great_expectations", "jinja2", "pandas", "pyarrow"]
    code = (
        "import sys\nfrom ingestion.cli import app\n"
        f"app(['extract', {str(BAD / 'gbk.txt')!r}], standalone_mode=False)\n"
        f"print([name for name in {slow!r} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"


def test_extract_writes_a_page_and_prints_no_records(tmp_path):
    target = tmp_path / "page.html"
    result = _run("extract", str(BAD / "gbk.txt"), "--html", str(target))
    assert result.exit_code == 0
    assert result.stdout == f"已写入网页 wrote {target}\n"
    assert target.read_text(encoding="utf-8").lstrip().startswith("<!DOCTYPE html>")


def test_extract_writes_a_page_for_each_file_of_an_archive(tmp_path):
    inner = tmp_path / "内.zip"
    with zipfile.ZipFile(inner, "w") as writer:
        writer.write(BAD / "gbk.txt", "../c.txt")
    archive, folder = tmp_path / "包.zip", tmp_path / "pages"
    with zipfile.ZipFile(archive, "w") as writer:
        writer.write(BAD / "gbk.txt", "附件/a.txt")
        writer.write(BAD / "empty.txt", "空.txt")
        writer.write(inner, "内.zip")
    result = _run("extract", str(archive), "--html", str(folder))
    assert result.exit_code == 0
    written = {path.relative_to(folder).as_posix() for path in folder.rglob("*.html")}
    assert written == {"附件/a.txt.html", "内.zip/c.txt.html"}
    assert "空.txt" in result.stderr and "is empty" in result.stderr


def test_extract_fails_if_no_file_of_an_archive_can_be_read(tmp_path):
    archive = tmp_path / "包.zip"
    with zipfile.ZipFile(archive, "w") as writer:
        writer.write(BAD / "empty.txt", "空.txt")
    assert _run("extract", str(archive), "--html", str(tmp_path / "pages")).exit_code == 1


def test_extract_writes_no_page_for_what_it_cannot_read(tmp_path):
    target = tmp_path / "page.html"
    result = _run("extract", str(BAD / "empty.txt"), "--html", str(target))
    assert result.exit_code == 1
    assert "is empty" in result.stderr
    assert not target.exists()


def test_extract_says_that_it_cannot_write_the_page(tmp_path):
    target = tmp_path / "nowhere" / "page.html"
    result = _run("extract", str(BAD / "gbk.txt"), "--html", str(target))
    assert result.exit_code == 1
    assert str(target) in result.stderr
    assert "cannot write the page" in result.stderr


def test_a_page_imports_nothing_that_is_slow(tmp_path):
    slow = ["airflow", "dbt", "duckdb", "great_expectations", "pandas", "pyarrow", "sqlalchemy"]
    arguments = ["extract", str(BAD / "gbk.txt"), "--html", str(tmp_path / "page.html")]
    code = (
        "import sys\nfrom ingestion.cli import app\n"
        f"app({arguments!r}, standalone_mode=False)\n"
        f"print([name for name in {slow!r} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"


def test_run_refuses_a_folder_that_does_not_exist(tmp_path, monkeypatch):
    monkeypatch.setenv("PLANLEDGER_HOME", str(tmp_path / "home"))
    done = subprocess.run(
        [sys.executable, "-m", "ingestion.cli", "run", "--from", str(tmp_path / "nowhere")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "目录不存在" in done.stderr
    assert "no such folder" in done.stderr
    assert "Traceback" not in done.stderr


def test_down_is_content_when_nothing_is_up(tmp_path, monkeypatch):
    monkeypatch.setenv("PLANLEDGER_HOME", str(tmp_path))
    result = _run("down")
    assert result.exit_code == 0
    assert "Nothing was up" in result.stdout


def test_every_command_is_explained_in_both_languages():
    shown = _run("--help").stdout
    for command in ("run", "up", "down", "extract"):
        assert command in shown
    assert "FOLDER" in _run("run", "--help").stdout
