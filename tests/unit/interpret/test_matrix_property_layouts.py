"""Random tables of other layouts: whole ones are exact, damaged ones never proven wrong."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingestion.extract.registry import read_document
from ingestion.interpret.matrix import find_matrices
from ingestion.records import Cell

_STEMS = "江河湖海山林泉石田园云霞松竹梅兰"
_SUBJECTS = ("新增企业(家)", "建成站点(个)", "开展抽检(批次)", "培训人员(人次)", "技改投资(亿元)")
_PARTS = (("目标", "完成", "完成率"), ("2029年实绩", "2030年目标"), ("目标数", "完成数"))
_QUIET = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@dataclass(frozen=True)
class Table:
    """``head`` as printed; each row its names and values; ``keys`` say what a value belongs to."""

    head: tuple[str, ...]
    names: tuple[tuple[str, ...], ...]
    values: tuple[tuple[str, ...], ...]
    truth: dict[tuple[str, str, str], str]


def cells_of(table: Table, values: tuple[tuple[str, ...], ...]) -> tuple[Cell, ...]:
    lines = ["2030年任务表", *table.head]
    for name, row in zip(table.names, values, strict=True):
        lines += [*name, *row]
    text = "\n\n".join((*lines, "注:以上数字均为预期。")) + "\n"
    return find_matrices(read_document(text.encode(), "plan.txt")).cells


def key_of(cell: Cell) -> tuple[str, str, str]:
    return cell.indicator, cell.org, f"{cell.measure}{cell.period}"


@st.composite
def orgs(draw: st.DrawFn, least: int) -> tuple[str, ...]:
    stems = draw(st.lists(st.sampled_from(_STEMS), min_size=least, max_size=9, unique=True))
    names = [stem + draw(st.sampled_from(("区", "县", "市"))) for stem in stems]
    at = draw(st.sampled_from(("first", "last", "absent")))
    return tuple({"first": ["全市", *names], "last": [*names, "合计"], "absent": names}[at])


@st.composite
def downwards(draw: st.DrawFn) -> Table:
    names = draw(orgs(3))
    chosen = draw(st.lists(st.sampled_from(_SUBJECTS), min_size=2, max_size=5, unique=True))
    numbered = draw(st.booleans())
    parts = draw(st.sampled_from((("",), *_PARTS)))
    width = len(chosen) * len(parts)
    head = ["序号"] * numbered + ["县区", *chosen] + list(parts if parts[0] else ()) * len(chosen)
    rows = [tuple(str(draw(st.integers(0, 30))) for _ in range(width)) for _ in names]
    printed = []
    for number, name in enumerate(names, 1):
        has_no = numbered and name not in ("全市", "合计")
        printed.append((str(number), name) if has_no else (name,))
    truth = {
        (chosen[i // len(parts)].partition("(")[0], name, measure(parts[i % len(parts)])): value
        for name, row in zip(names, rows, strict=True)
        for i, value in enumerate(row)
    }
    return Table(tuple(head), tuple(printed), tuple(rows), truth)


@st.composite
def split(draw: st.DrawFn) -> Table:
    names = draw(orgs(2))
    parts = draw(st.sampled_from(_PARTS))
    subjects = draw(st.lists(st.sampled_from(_SUBJECTS), min_size=2, max_size=5, unique=True))
    head = ("序号", "指标", *names, *parts * len(names))
    width = len(names) * len(parts)
    rows = [tuple(str(draw(st.integers(0, 30))) for _ in range(width)) for _ in subjects]
    printed = tuple((str(number), subject) for number, subject in enumerate(subjects, 1))
    truth = {
        (subject.partition("(")[0], names[i // len(parts)], measure(parts[i % len(parts)])): value
        for subject, row in zip(subjects, rows, strict=True)
        for i, value in enumerate(row)
    }
    return Table(head, printed, tuple(rows), truth)


@st.composite
def with_sub_rows(draw: st.DrawFn) -> Table:
    names = draw(orgs(2))
    subjects = draw(st.lists(st.sampled_from(_SUBJECTS), min_size=2, max_size=5, unique=True))
    printed: list[tuple[str, ...]] = []
    for number, subject in enumerate(subjects, 1):
        printed.append((str(number), subject))
        if draw(st.booleans()):
            printed.append((f"其中:{_STEMS[number]}类",))
    rows = [tuple(str(draw(st.integers(0, 30))) for _ in names) for _ in printed]
    truth = {
        (name[-1].partition("(")[0], org, measure("")): value
        for name, row in zip(printed, rows, strict=True)
        for org, value in zip(names, row, strict=True)
    }
    return Table(("序号", "指标", *names), tuple(printed), tuple(rows), truth)


def measure(part: str) -> str:
    if "率" in part:
        return "rate2030"
    return "actual2029" if "实绩" in part else "actual2030" if "完成" in part else "target2030"


TABLES = st.one_of(downwards(), split(), with_sub_rows())


@_QUIET
@given(TABLES)
def test_reads_a_whole_table_exactly(table: Table) -> None:
    cells = cells_of(table, table.values)
    assert {key_of(cell): cell.raw for cell in cells} == table.truth
    assert len(cells) == len(table.truth)


@settings(_QUIET, max_examples=150)
@given(TABLES, st.data())
def test_is_never_wrong_where_it_says_proven(table: Table, data: st.DataObject) -> None:
    share = data.draw(st.sampled_from((5, 12)))
    damaged = tuple(
        tuple(value for value in row if data.draw(st.integers(0, share)) > 0)
        for row in table.values
    )
    for cell in cells_of(table, damaged):
        if cell.alignment == "proven":
            assert table.truth.get(key_of(cell)) == cell.raw, key_of(cell)
