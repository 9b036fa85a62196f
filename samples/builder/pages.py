"""Plan and progress documents as a web page and as flattened text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from .sources import TEMPLATES, PlanCell, read_plan, read_rows

HEADER = ("序号", "实事名称", "目标名称", "全市目标任务")
# A printed page breaks inside a group; the office repeats the group's name on the next page.
PAGE_BREAK_BEFORE_ROW = 28
# Where the flattened page broke a cell into two paragraphs: text before the break -> rows.
BROKEN_CELLS = {"导入先进质量管理方法的规上企业(家)": 8, "新增物联感知技术应用电梯(台)": 6}
_WIDE = str.maketrans({"(": "（", ")": "）", ",": "，", ":": "：", ";": "；"})

_templates = Environment(
    loader=FileSystemLoader(TEMPLATES),
    undefined=StrictUndefined,
    keep_trailing_newline=False,
    autoescape=True,
)
_plain = _templates.overlay(autoescape=False)


def plan_page() -> str:
    """The 2024 plan: a page of a content management system, table with row and column spans."""
    plan = read_plan("plan_2024.csv")
    return _templates.get_template("plan_2024.html.j2").render(
        goals=read_rows("plan_2024_goals.csv"),
        header=[*HEADER, *(cell.org for cell in plan[0][1:])],
        rows=list(_page_rows(plan)),
    )


def plan_text() -> str:
    """The synthetic 2023 plan as text saved from a page: merged cells are gone."""
    plan = read_plan("plan_2023.csv")
    header = [*HEADER, *(cell.org for cell in plan[0][1:])]
    paragraphs = [*header, *_flattened(plan)]
    return _plain.get_template("plan_2023.txt.j2").render(paragraphs=paragraphs) + "\n"


def progress_text() -> str:
    """The progress report of 50 projects as flattened text, numbered as it was printed."""
    paragraphs = ["序号", "项目名称", "一季度工作进展"]
    items = read_rows("progress_2021q1.csv")
    for number, project in groupby(items, key=lambda item: item["project_no"]):
        rows = list(project)
        paragraphs += [number, rows[0]["project_name"], *_item_paragraphs(rows)]
    return _plain.get_template("progress_2021q1.txt.j2").render(paragraphs=paragraphs) + "\n"


def _page_rows(plan: Sequence[Sequence[PlanCell]]) -> Iterator[list[dict[str, str]]]:
    for index, row in enumerate(plan):
        first = row[0]
        cells = [_page_cell(str(first.row_no))]
        action_rows = _action_rows(plan, index)
        if action_rows:
            name = f"{first.action}({first.action_declared_items}项)"
            cells.append(_page_cell(name, rows=action_rows))
        if first.row_span:  # a merged total means that the name is merged over the same rows
            cells.append(_page_cell(first.indicator_printed, rows=first.row_span, css="name"))
        cells += [
            _page_cell(cell.raw, rows=cell.row_span, columns=cell.col_span)
            for cell in row
            if cell.row_span
        ]
        yield cells


def _action_rows(plan: Sequence[Sequence[PlanCell]], index: int) -> int:
    """Rows that the action's cell spans if it is printed in this row, else 0."""
    row_no, action = plan[index][0].row_no, plan[index][0].action
    if index and plan[index - 1][0].action == action and row_no != PAGE_BREAK_BEFORE_ROW:
        return 0
    same = [row[0].row_no for row in plan if row[0].action == action and row[0].row_no >= row_no]
    if row_no < PAGE_BREAK_BEFORE_ROW:
        same = [number for number in same if number < PAGE_BREAK_BEFORE_ROW]
    return len(same)


def _page_cell(text: str, *, rows: int = 1, columns: int = 1, css: str = "") -> dict[str, str]:
    attributes = "".join(
        f' {name}="{value}"'
        for name, value in (
            ("class", css),
            ("rowspan", rows if rows > 1 else ""),
            ("colspan", columns if columns > 1 else ""),
        )
        if value
    )
    return {"attributes": Markup(attributes), "html": escape(text.translate(_WIDE))}


def _flattened(plan: Sequence[Sequence[PlanCell]]) -> Iterator[str]:
    action = ""
    for row in plan:
        first = row[0]
        yield str(first.row_no)
        if first.action != action:
            action = first.action
            yield action
            yield f"({first.action_declared_items}项)"
        name = first.indicator_printed
        cut = BROKEN_CELLS.get(name)
        yield from (name[:cut], name[cut:]) if cut else (name,)
        yield from (cell.raw for cell in row if cell.row_span)


def _item_paragraphs(items: Sequence[Mapping[str, str]]) -> list[str]:
    paragraphs: list[str] = []
    for item in items:
        printed = item["label"] + item["item_text"]
        if item["same_paragraph"] and paragraphs:
            paragraphs[-1] += printed
        else:
            paragraphs.append(printed)
    return paragraphs
