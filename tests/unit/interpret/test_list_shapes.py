"""Task and progress lists of every shape that offices print, of imaginary places.

A seeded generator draws a list with its truth and prints it as flattened text, where blank cells
vanish, and as a page. What is read is held to the truth.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

import pytest

from ingestion.extract.registry import read_document
from ingestion.interpret.document import Interpretation, interpret_document

NAMES = (
    "老旧小区改造", "城乡供水一体化", "智慧养老服务", "托育服务提升", "公交场站新建",
    "义务教育扩容", "基层医疗能力提升", "农贸市场整治", "口袋公园建设", "河道清淤疏浚",
    "政务服务一件事", "企业上市培育", "安全隐患排查整治", "文化惠民演出", "人才公寓筹建",
    "数字乡村示范",
)  # fmt: skip
GOALS = (
    "年内完成改造12个小区,惠及居民3000户。", "新增学位2400个,开工建设学校3所。",
    "建立定期会商制度,每季度通报一次。", "覆盖率达到95%以上。", "出台实施细则并抓好宣传培训",
    "1.完成前期手续办理。\n2.开工建设主体工程。", "完成投资2.5亿元,形成实物工作量。",
    "举办活动不少于20场,服务群众1万人次。", "确保全年无较大以上事故",
)  # fmt: skip
DEPARTMENTS = (
    "市住建局", "市教育局", "市卫健委", "市农业农村局", "市发改委", "市财政局", "市数据局",
    "市应急管理局", "市文广旅游局", "各县(市、区)政府", "市城管局", "市人社局", "科技科", "办公室",
    "计财处", "市市场监管局", "市公安局", "团市委", "市残联", "市交投集团",
)  # fmt: skip
DUES = (
    "12月底前", "2031年6月底", "6月", "全年", "三季度", "9月30日前", "年底前", "11月", "长期坚持",
)  # fmt: skip
PEOPLE = ("张明远", "李青、王海", "赵一平", "陈立")
REMARKS = ("新开工", "续建项目", "列入市级实事")
DONE = (
    "已完成总工程量的45%。", "主体结构封顶,正在进行内部装修。", "累计开展培训12期,参训600人次。",
    "已印发实施方案。", "1.完成招标。\n2.已进场施工。", "新增床位200张,完成年度任务的50%。",
)  # fmt: skip
PROBLEMS = ("征地进度偏慢。", "资金缺口较大", "部分管线迁改滞后。")
NEXT = ("加快推进剩余地块征收。", "力争年底投入使用。", "下一步抓紧组织验收。")


@dataclass(frozen=True)
class Column:
    """A column: its role and the header words that may stand over it."""

    role: str
    heads: tuple[str, ...]


ORDINAL = Column("ordinal", ("序号", "编号"))
GROUP = Column("group", ("类别", "领域", "任务类别"))
TASK = Column("task", ("工作任务", "任务名称", "项目名称", "重点工作", "实事项目", "主要任务"))
GOAL = Column("goal", ("工作目标", "具体举措", "工作内容", "目标要求", "年度目标", "主要措施"))
WHO = Column("who", ("责任单位", "责任部门", "责任科室", "实施单位", "牵头单位"))
LEAD = Column("lead", ("牵头单位", "牵头部门", "主办单位"))
SUPPORT = Column("support", ("配合单位", "协办单位", "参与单位"))
PERSON = Column("person", ("责任领导", "分管领导", "责任人"))
DUE = Column("due", ("完成时限", "完成时间", "时间节点", "时限要求"))
REMARK = Column("remark", ("备注",))
PROGRESS = Column("progress", ("进展情况", "完成情况", "目前进展", "工作进展"))
PROBLEM = Column("problem", ("存在问题", "存在的问题"))
NEXT_STEP = Column("next", ("下一步打算", "下一步计划", "下一步工作"))
SHAPES = {
    "usual": (ORDINAL, TASK, GOAL, WHO, DUE),
    "no goal": (ORDINAL, TASK, WHO, DUE),
    "no due": (ORDINAL, TASK, GOAL, WHO),
    "lead and support": (ORDINAL, TASK, GOAL, LEAD, SUPPORT, DUE),
    "due before who": (ORDINAL, TASK, GOAL, DUE, WHO),
    "who before goal": (ORDINAL, TASK, WHO, GOAL, DUE),
    "person": (ORDINAL, TASK, GOAL, PERSON, WHO, DUE),
    "remark": (ORDINAL, TASK, GOAL, WHO, DUE, REMARK),
    "group before the numbers": (GROUP, ORDINAL, TASK, GOAL, WHO, DUE),
    "group behind the numbers": (ORDINAL, GROUP, TASK, GOAL, WHO, DUE),
    "no numbers": (TASK, GOAL, WHO, DUE),
    "no numbers, no goal": (TASK, WHO, DUE),
    "no numbers, lead and support": (TASK, GOAL, LEAD, SUPPORT),
    "progress": (ORDINAL, TASK, PROGRESS),
    "progress with who": (ORDINAL, TASK, WHO, PROGRESS),
    "progress, problem, next": (ORDINAL, TASK, PROGRESS, PROBLEM, NEXT_STEP),
    "goal and progress": (ORDINAL, TASK, GOAL, PROGRESS),
    "goal, who and progress": (ORDINAL, TASK, GOAL, WHO, PROGRESS),
}
Row = dict[str, str]


def draw(columns: Sequence[Column], seed: int) -> tuple[list[str], list[Row]]:
    """Draw the header and the rows of a list."""
    rng = random.Random(seed)
    head = [rng.choice(column.heads) for column in columns]
    rows = []
    names = rng.sample(NAMES, rng.randint(3, 12))
    half = len(names) // 2 + 1
    for number, name in enumerate(names, 1):
        several = "、".join(rng.sample(DEPARTMENTS, rng.randint(1, 3)))
        support = "、".join(rng.sample(DEPARTMENTS, rng.randint(1, 3)))
        row = {
            "ordinal": str(number),
            "task": name,
            "group": "产业发展" if number == 1 else "民生改善" if number == half else "",
            "goal": rng.choice(GOALS),
            "who": several,
            "lead": rng.choice(DEPARTMENTS),
            "support": support if rng.random() < 0.7 else "",
            "person": rng.choice(PEOPLE),
            "due": rng.choice(DUES) if ORDINAL not in columns or rng.random() < 0.85 else "",
            "remark": rng.choice(REMARKS) if rng.random() < 0.3 else "",
            "progress": rng.choice(DONE),
            "problem": rng.choice(PROBLEMS) if rng.random() < 0.5 else "",
            "next": rng.choice(NEXT),
        }
        rows.append({column.role: row[column.role] for column in columns})
    return head, rows


def as_text(title: str, head: Sequence[str], rows: Sequence[Row]) -> tuple[bytes, str]:
    cells = [line for row in rows for cell in row.values() for line in cell.split("\n") if line]
    return "\n\n".join((title, *head, *cells)).encode(), "list.txt"


def as_html(title: str, head: Sequence[str], rows: Sequence[Row]) -> tuple[bytes, str]:
    lines = [head, *(list(row.values()) for row in rows)]
    body = "".join(
        "<tr>" + "".join(f"<td>{cell.replace(chr(10), '<br>')}</td>" for cell in line) + "</tr>"
        for line in lines
    )
    return f"<html><body><p>{title}</p><table>{body}</table></body></html>".encode(), "list.html"


def names_of(row: Row) -> set[str]:
    said = "、".join(row.get(role, "") for role in ("who", "lead", "support"))
    return {name for name in said.replace("(市、区)", "(市|区)").split("、") if name}


def right_tasks(rows: Sequence[Row], result: Interpretation) -> int:
    """How many rows came back exactly as they were drawn."""
    found = {task.row_no: task for task in result.tasks}
    right = 0
    for number, row in enumerate(rows, 1):
        task = found.get(number)
        if task is None:
            continue
        names = {name.replace("(市、区)", "(市|区)") for name in task.departments}
        right += (task.task, task.goal_text, names, task.due_text or "") == (
            row["task"],
            row.get("goal", ""),
            names_of(row),
            row.get("due", ""),
        )
    return right if len(result.tasks) == len(rows) else 0


def right_items(rows: Sequence[Row], result: Interpretation) -> int:
    """How many rows have exactly the items that they were drawn with."""
    right = 0
    for number, row in enumerate(rows, 1):
        items = [i for i in result.progress_items if i.project_no == number]
        said = [line.partition(".")[2] or line for line in row["progress"].split("\n")]
        wanted = said if row["progress"].startswith("1.") else row["progress"].split("\n")
        right += [i.text for i in items] == wanted and {i.project_name for i in items} == {
            row["task"]
        }
    return right


def share_right(name: str, write: object, seeds: range) -> float:
    columns = SHAPES[name]
    is_progress = PROGRESS in columns
    title = "2031年重点工作进展情况" if is_progress else "2031年重点工作任务清单"
    right = whole = 0
    for seed in seeds:
        head, rows = draw(columns, seed)
        assert callable(write)
        result = interpret_document(read_document(*write(title, head, rows)))
        right += (right_items if is_progress else right_tasks)(rows, result)
        whole += len(rows)
    return right / whole


@pytest.mark.parametrize("name", SHAPES)
@pytest.mark.parametrize(("write", "least"), [(as_text, 0.9), (as_html, 1.0)])
def test_a_list_of_any_shape_is_read(name: str, write: object, least: float) -> None:
    assert share_right(name, write, range(8)) >= least
