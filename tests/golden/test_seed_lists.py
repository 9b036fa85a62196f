"""The lists of the real documents against hand-made truth, by the scorer that came with it."""

import csv
import json
import subprocess
import sys

import pytest

from ingestion.extract.registry import read_document
from ingestion.interpret.document import interpret_document
from ingestion.interpret.jsonl import extract_file, to_json_lines

TASKS, ITEMS = "003", "000"


def seed(shared, number):
    return next((shared / "seeds").glob(f"{number}_*.txt"))


def score(shared, tmp_path, what, gold, lines):
    predicted = tmp_path / "predicted.jsonl"
    predicted.write_text("\n".join(lines), encoding="utf-8")
    scorer = [sys.executable, str(shared / "eval" / "score.py"), what]
    printed = subprocess.run(
        [*scorer, str(shared / "gold" / gold), str(predicted), "--errors", "5"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return json.loads(printed.splitlines()[0])


def gold_rows(shared, name):
    with (shared / "gold" / name).open(encoding="utf-8-sig", newline="") as handle:
        return list(csv.DictReader(handle))


def test_every_task_of_the_list_is_read_exactly(shared, tmp_path):
    figures = score(shared, tmp_path, "tasks", "tasks_2020.csv", extract_file(seed(shared, TASKS)))
    assert (figures["exact"], figures["extra"], figures["predicted"]) == (1.0, 0, 35)


def test_days_and_remarks_of_tasks_agree_with_the_truth(shared):
    path = seed(shared, TASKS)
    result = interpret_document(read_document(path.read_bytes(), path.name))
    found = {
        str(task.row_no): (
            task.due_text or "",
            task.due_date.isoformat() if task.due_date else "",
            task.remark or "",
        )
        for task in result.tasks
    }
    expected = {
        row["row_no"]: (row["due"], row["due_date_iso"], row["remark"])
        for row in gold_rows(shared, "tasks_2020.csv")
    }
    assert found == expected
    assert (result.seen, result.loaded, result.rejected) == (35, 35, 0)


def test_every_item_of_the_progress_list_is_read_exactly(shared, tmp_path):
    figures = score(
        shared, tmp_path, "items", "progress_2021q1.csv", extract_file(seed(shared, ITEMS))
    )
    assert (figures["exact"], figures["extra"], figures["predicted"]) == (1.0, 0, 236)


def test_labels_of_items_are_kept_as_printed(shared):
    path = seed(shared, ITEMS)
    result = interpret_document(read_document(path.read_bytes(), path.name))
    found = {(str(i.project_no), str(i.item_seq)): i.label or "" for i in result.progress_items}
    rows = gold_rows(shared, "progress_2021q1.csv")
    assert found == {(row["project_no"], row["item_seq"]): row["item_label"] for row in rows}
    assert (result.seen, result.loaded, result.rejected) == (236, 236, 0)


@pytest.mark.parametrize("number", [TASKS, ITEMS])
def test_the_same_document_in_gbk_gives_the_same_records(shared, number):
    path = seed(shared, number)
    data = path.read_bytes()
    gbk = data.decode("utf-8").encode("gb18030")
    plain, other = (
        [
            {k: v for k, v in json.loads(line).items() if k not in ("document_id", "evidence")}
            for line in to_json_lines(interpret_document(read_document(each, path.name)))
        ]
        for each in (data, gbk)
    )
    assert plain == other


def test_evidence_of_every_record_resolves_to_the_printed_text(shared):
    for path in sorted((shared / "seeds").glob("*.txt")):
        read = read_document(path.read_bytes(), path.name)
        result = interpret_document(read)
        found = (result.document, *result.cells, *result.tasks, *result.progress_items)
        for record in (*found, *result.issues):
            for locator in record.evidence:
                assert locator.quote == read.text[locator.start : locator.end]
        assert all(record.evidence for record in (*result.tasks, *result.progress_items))
