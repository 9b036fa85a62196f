"""Random matrices of imaginary cities: whole ones are exact, damaged ones never proven wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingestion.extract.registry import read_document
from ingestion.interpret.matrix import find_matrices
from ingestion.records import Cell

_STEMS = "江河湖海山林泉石田园云霞松竹梅兰"
_SUBJECTS = (
    "新增示范单位",
    "培育品牌企业",
    "建成服务站",
    "完成抽检",
    "开展培训",
    "办理案件",
    "登记主体",
)
_UNITS = ("家", "个", "批次", "件", "人次")
_TOTALS = ("全市目标任务", "合计", "全县", "总计")
_HEADS = (("序号", "目标名称"), ("编号", "指标名称"), ("序号", "类别", "任务名称"))


@dataclass(frozen=True)
class Matrix:
    """A table as printed: header words, organisations, and one list of cells per row."""

    head: tuple[str, ...]
    columns: tuple[str, ...]
    names: tuple[tuple[str, ...], ...]
    rows: tuple[tuple[str, ...], ...]


def flatten(matrix: Matrix, rows: Sequence[Sequence[str]]) -> str:
    cells: list[str] = ["2031年分解表", *matrix.head, *matrix.columns]
    for number, (name, row) in enumerate(zip(matrix.names, rows, strict=True), 1):
        if "类别" in matrix.head and number == 1:
            cells += [str(number), "惠民行动(2项)", *name, *row]
        else:
            cells += [str(number), *name, *row]
    return "\n\n".join(cells) + "\n"


def read_cells(text: str) -> tuple[Cell, ...]:
    return find_matrices(read_document(text.encode(), "plan.txt")).cells


def truth_of(matrix: Matrix) -> dict[tuple[str, int], str]:
    return {
        ("".join(name).partition("(")[0], column): value
        for name, row in zip(matrix.names, matrix.rows, strict=True)
        for column, value in enumerate(row)
    }


@st.composite
def matrices(draw: st.DrawFn) -> Matrix:
    head = draw(st.sampled_from(_HEADS))
    count = draw(st.integers(2, 13))
    stems = draw(st.lists(st.sampled_from(_STEMS), min_size=count, max_size=count, unique=True))
    orgs = [stem + draw(st.sampled_from(("区", "县", "市", "湾", "新城"))) for stem in stems]
    total_at = draw(st.sampled_from(("first", "last", "absent")))
    total = draw(st.sampled_from(_TOTALS))
    columns = {"first": [total, *orgs], "last": [*orgs, total], "absent": orgs}[total_at]
    row_count = draw(st.integers(2, 9))
    names, rows = [], []
    for number in range(row_count):
        subject = draw(st.sampled_from(_SUBJECTS)) + _STEMS[number] + "类"
        unit = f"({draw(st.sampled_from(_UNITS))})"
        broken = draw(st.booleans())
        names.append((subject[:4], subject[4:] + unit) if broken else (subject + unit,))
        parts = draw(st.lists(st.integers(-4, 40), min_size=count, max_size=count))
        printed = [str(part) if part >= 0 else "/" for part in parts]
        whole = str(sum(part for part in parts if part >= 0))
        rows.append(
            {"first": [whole, *printed], "last": [*printed, whole], "absent": printed}[total_at]
        )
    return Matrix(head, tuple(columns), tuple(names), tuple(map(tuple, rows)))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(matrices())
def test_reads_a_whole_matrix_exactly(matrix: Matrix) -> None:
    cells = read_cells(flatten(matrix, matrix.rows))
    assert len(cells) == len(matrix.rows) * len(matrix.columns)
    truth = truth_of(matrix)
    first = len(matrix.head) + 1
    for cell in cells:
        assert cell.raw == truth[(cell.indicator, cell.col_no - first)]
        assert cell.value == (None if cell.raw == "/" else Decimal(cell.raw))
        assert cell.alignment == "proven"


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(matrices(), st.data())
def test_is_never_wrong_where_it_says_proven(matrix: Matrix, data: st.DataObject) -> None:
    damaged = [[value for value in row if data.draw(st.integers(0, 9)) > 0] for row in matrix.rows]
    truth = truth_of(matrix)
    first = len(matrix.head) + 1
    for cell in read_cells(flatten(matrix, damaged)):
        if cell.alignment == "proven":
            assert cell.raw == truth[(cell.indicator, cell.col_no - first)]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(matrices(), st.data())
def test_places_every_row_it_does_not_reject(matrix: Matrix, data: st.DataObject) -> None:
    damaged = [[value for value in row if data.draw(st.integers(0, 5)) > 0] for row in matrix.rows]
    result = find_matrices(read_document(flatten(matrix, damaged).encode(), "plan.txt"))
    assert result.seen == result.loaded + result.rejected + result.ignored
    doubtful = {cell.row_no for cell in result.cells if cell.alignment == "ambiguous"}
    named = {issue.place for issue in result.issues if issue.code == "ambiguous_placement"}
    assert named == {f"第{row}行" for row in doubtful}
