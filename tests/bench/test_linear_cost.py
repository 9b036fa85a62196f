"""Cost grows with the length of a document and not faster. Only ratios within one run are asked."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from ingestion.extract.registry import read_document
from ingestion.interpret.document import interpret_document

STEMS = "甲乙丙丁戊己庚辛"
MOST_A_DOUBLING = 2.8
"""Twice the length may cost a little more than twice: memory is handed out in larger pieces."""


def flattened(rows: int) -> bytes:
    cells = ["2031年分解表", "序号", "指标", "全市", *(f"{stem}县" for stem in STEMS)]
    for number in range(1, rows + 1):
        cells += [str(number), f"示范事项第{STEMS[number % 4]}类(个)", "16", *"222244/0"]
    return "\n\n".join(cells).encode()


def matrix_page(rows: int) -> bytes:
    head = "".join(f"<td>{stem}县" for stem in STEMS)
    body = "".join(f"<tr><td>{n}<td>事项{n}(个)<td>16{'<td>2' * 8}" for n in range(1, rows + 1))
    return f"<h1>2031年分解表</h1><table><tr><td>序号<td>指标<td>全市{head}{body}</table>".encode()


def task_page(rows: int) -> bytes:
    head = "<tr><td>序号<td>工作任务<td>目标<td>责任单位<td>完成时间"
    body = "".join(
        f"<tr><td>{n}<td>办好第{n}件实事<td>新增托位{n}个<td>市卫健委、市财政局<td>2031年6月"
        for n in range(1, rows + 1)
    )
    return f"<h1>2031年任务表</h1><table>{head}{body}</table>".encode()


def many_tables(tables: int) -> bytes:
    one = "<p>表<table><tr><td>序号<td>指标<td>全市<td>甲县<tr><td>1<td>事项(个)<td>5<td>2</table>"
    return f"<h1>2031年计划</h1>{one * tables}".encode()


def sheet(rows: int) -> bytes:
    head = ",".join(("序号", "指标", "全市", *(f"{stem}县" for stem in STEMS)))
    body = "".join(f"{n},事项{n}(个),16{',2' * 8}\n" for n in range(1, rows + 1))
    return f"{head}\n{body}".encode()


def prose(paragraphs: int) -> bytes:
    lines = (
        f"（{n}）推进第{n}项工作。新增示范岗位{n}个以上，办结率达到9{n % 10}%，较上年增长{n % 7}%。"
        for n in range(1, paragraphs + 1)
    )
    return ("2031年工作计划\n\n" + "\n\n".join(lines)).encode()


CASES: list[tuple[Callable[[int], bytes], str, int]] = [
    (flattened, "a.txt", 200),
    (matrix_page, "a.html", 300),
    (task_page, "a.html", 300),
    (many_tables, "a.html", 100),
    (sheet, "a.csv", 300),
    (prose, "a.txt", 300),
]


def seconds(data: bytes, name: str) -> float:
    """Least processor time of two readings."""
    times = []
    for _ in range(2):
        began = time.process_time()
        interpret_document(read_document(data, name))
        times.append(time.process_time() - began)
    return min(times)


@pytest.mark.parametrize(
    ("write", "name", "length"), CASES, ids=[write.__name__ for write, _, _ in CASES]
)
def test_eight_times_the_length_costs_about_eight_times(
    write: Callable[[int], bytes], name: str, length: int
) -> None:
    interpret_document(read_document(write(20), name))  # what is read once a process
    costs = [seconds(write(length * times), name) for times in (1, 2, 4, 8)]
    assert costs[3] / costs[0] < MOST_A_DOUBLING**3, costs
    assert costs[3] / costs[2] < MOST_A_DOUBLING, costs
