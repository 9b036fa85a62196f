"""A seeded generator of indicator × organisation tables, of imaginary places, with their truth."""

from __future__ import annotations

import io
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

import openpyxl

from ingestion.records import Cell

Key = tuple[str, str, str, str]  # indicator, organisation, measure, period
Truth = tuple[Decimal | None, str, str]  # value, comparator, unit


@dataclass(frozen=True)
class Spot:
    """A printed cell with its spans; ``key`` says whose value stands in it."""

    text: str
    down: int = 1
    right: int = 1
    key: Key | None = None


@dataclass(frozen=True)
class Sheet:
    """A table as printed, with what it says: value, comparator, unit of every key."""

    above: tuple[str, ...]
    head: list[list[Spot]]
    body: list[list[Spot]]
    truth: dict[Key, Truth]


@dataclass(frozen=True)
class Shape:
    """What a table looks like."""

    total: str = "first"
    downwards: bool = False
    numbered: bool = True
    unit: str = "label"
    action: str = ""
    heading: bool = False
    groups: str = ""
    parts: tuple[str, ...] = ("",)
    parts_over: bool = False
    sub_rows: bool = False
    broken: bool = False
    marks: float = 0.1
    wrap: tuple[str, ...] = ()
    behind: bool = False
    before: bool = False
    ranked: bool = False
    sums: bool = False


POOLS = (
    ("青岚区", "东湖区", "西岭区", "北川县", "望海市", "云溪县", "松江新区", "高新区", "经开区"),
    ("河口镇", "柳林乡", "城关街道", "龙泉镇", "石桥镇", "南坪乡", "太平街道", "新安镇"),
    ("市教育局", "市卫健委", "市住建局", "市水利局", "市交通局", "市文旅局", "市民政局"),
    ("市人民医院", "市中医院", "市妇幼保健院", "第二医院", "康复医院", "口腔医院"),
    ("第一中学", "实验小学", "职教中心", "外国语学校", "第二幼儿园", "育才中学"),
    ("水务集团", "公交公司", "城投公司", "能源集团", "粮食公司", "文旅集团"),
    ("江北", "南湖", "青山", "武陵", "西塘", "平川", "大洼"),
    ("城东大队", "城西大队", "高速大队", "特勤大队", "开发区大队"),
    ("越州市", "明州市", "台阳市", "衢南市", "舟城市", "湖安市", "禾兴市", "绍平市", "丽云市"),
    ("市本级", "鼓山区", "仓前区", "台江县", "晋北县", "马尾新城", "长安市", "连峰县"),
)
INDICATORS = (
    ("新增幼儿园学位", "个"), ("新建高标准农田", "亩"), ("新改建农村公路", "公里"),
    ("老旧小区改造", "个"), ("城镇新增就业", "人"), ("养老机构床位", "张"),
    ("粮食播种面积", "万亩"), ("粮食产量", "万吨"), ("实际使用外资", "万美元"),
    ("进出口总额", "亿元"), ("固定资产投资增速", "%"), ("空气质量优良天数比例", "%"),
    ("送戏下乡", "场"), ("法律援助案件", "件"), ("义诊", "场次"), ("培育科技型中小企业", "家"),
    ("技能培训", "人次"), ("食品抽检", "批次"), ("危房改造", "户"), ("造林面积", "公顷"),
    ("一般公共预算收入", "亿元"), ("研发经费投入强度", "%"), ("税收收入", "亿元"),
    ("招商引资到位资金", "亿元"), ("特种设备定检率", "%"), ("公共充电桩", "个"),
    ("污水处理率", "%"), ("新增绿地", "万平方米"), ("签约家庭医生", "万人"), ("矛盾纠纷化解", "起"),
    ("社会消费品零售总额增速", "%"), ("规上工业增加值", "亿元"), ("装机容量", "万千瓦"),
    ("扶持创业", "名"), ("改造供水管网", "千米"), ("垃圾分类示范点", "处"),
)  # fmt: skip
ACTIONS = ("惠企行动", "就业工程", "生态专项", "民生实事", "教育领域", "平安建设")
TOTALS = ("全市", "合计", "全市目标", "总计", "全县", "全市合计")
SHAPES = {
    "total first": Shape(),
    "total last": Shape(total="last"),
    "no total": Shape(total="absent"),
    "no ordinals": Shape(numbered=False),
    "organisations downwards": Shape(downwards=True, unit="header"),
    "downwards with ordinals and total last": Shape(downwards=True, unit="header", total="last"),
    "downwards without ordinals": Shape(downwards=True, numbered=False, unit="header"),
    "downwards in groups": Shape(downwards=True, unit="header", groups="subtotal"),
    "downwards, unit in the caption": Shape(downwards=True, unit="caption"),
    "downwards, target, actual and rate": Shape(
        downwards=True, unit="header", parts=("目标", "完成", "完成率")
    ),
    "downwards, triplet with its units": Shape(
        downwards=True, unit="header", parts=("全年目标", "累计完成", "完成率(%)")
    ),
    "unit in the caption": Shape(unit="caption"),
    "unit in its own column": Shape(unit="column"),
    "unit in the cells": Shape(unit="cell"),
    "groups in a merged column": Shape(action="column"),
    "groups before the ordinals": Shape(action="first"),
    "groups as headings": Shape(action="heading"),
    "groups without ordinals": Shape(action="column", numbered=False),
    "heading over the organisations": Shape(heading=True),
    "heading over the organisations, total last": Shape(heading=True, total="last", sums=True),
    "adds up": Shape(sums=True),
    "adds up, total last": Shape(sums=True, total="last"),
    "adds up, no marks": Shape(sums=True, marks=0.0),
    "no marks": Shape(marks=0.0),
    "heading, units apart": Shape(heading=True, unit="column"),
    "organisations in groups": Shape(groups="plain"),
    "subtotal of each group first": Shape(groups="subtotal"),
    "subtotal of each group last": Shape(groups="subtotal last"),
    "target and actual below organisations": Shape(parts=("目标", "完成")),
    "triplets below organisations": Shape(parts=("目标值", "完成值", "完成率"), total="last"),
    "years below organisations": Shape(parts=("2029年实绩", "2030年目标")),
    "years over organisations": Shape(parts=("2029年实绩", "2030年目标"), parts_over=True),
    "baseline below organisations": Shape(parts=("基数", "目标"), total="absent"),
    "three rows of header": Shape(groups="plain", parts=("目标", "完成")),
    "sub-rows": Shape(sub_rows=True),
    "sub-rows, units apart": Shape(sub_rows=True, unit="column"),
    "header words broken": Shape(broken=True),
    "header words broken, total last": Shape(broken=True, total="last"),
    "remarks in cells": Shape(wrap=("{}(扩招)", "{}(滞后)", "{}(含续建)", "{}")),
    "comparators in cells": Shape(wrap=("≥{}", "{}以上", "不少于{}", "{}", "≤{}", ">{}")),
    "department before": Shape(before=True),
    "department before, units apart": Shape(before=True, unit="column"),
    "department before, no ordinals": Shape(before=True, numbered=False, total="last"),
    "downwards, department before": Shape(downwards=True, before=True, unit="header"),
    "downwards, ranked": Shape(downwards=True, ranked=True, unit="header", total="absent"),
    "ranked": Shape(ranked=True, total="absent"),
    "department behind": Shape(behind=True),
    "department behind, total last": Shape(behind=True, total="last", unit="column"),
}
SIGNS = {"≥{}": ">=", "{}以上": ">=", "不少于{}": ">=", "≤{}": "<=", ">{}": ">"}
MEASURES = {
    "": ("target", "2030"), "目标": ("target", "2030"), "目标值": ("target", "2030"),
    "全年目标": ("target", "2030"), "完成": ("actual", "2030"), "完成值": ("actual", "2030"),
    "累计完成": ("actual", "2030"), "完成率": ("rate", "2030"), "完成率(%)": ("rate", "2030"),
    "2029年实绩": ("actual", "2029"), "2030年目标": ("target", "2030"),
    "基数": ("baseline", "2030"),
}  # fmt: skip


@dataclass(frozen=True)
class Member:
    """A column of organisations: its name as printed and as a key, and its group."""

    printed: str
    name: str
    group: str = ""


def members(rng: random.Random, shape: Shape) -> list[Member]:
    pool = rng.choice(POOLS)
    names = rng.sample(pool, rng.randint(3, min(8, len(pool))))
    if shape.groups:
        cut = len(names) // 2
        found: list[Member] = []
        for group, inside in (("东片", names[:cut]), ("西片", names[cut:])):
            part = [Member(name, name, group) for name in inside]
            subtotal = [Member("小计", f"{group}小计", group)] * ("subtotal" in shape.groups)
            found += [*part, *subtotal] if shape.groups.endswith("last") else [*subtotal, *part]
        orgs = found
    else:
        orgs = [Member(name, name) for name in names]
    printed = rng.choice(TOTALS)
    total = Member(printed, printed.removesuffix("目标"))
    return {"first": [total, *orgs], "last": [*orgs, total], "absent": orgs}[shape.total]


def number(rng: random.Random, unit: str) -> str:
    if unit == "%":
        return rng.choice((f"{rng.randint(1, 99)}", f"{rng.randint(10, 990) / 10:.1f}"))
    if unit.startswith(("万", "亿")):
        return f"{rng.randint(1, 9999) / 100:.2f}"
    top = rng.choice((20, 300, 5000))
    value = rng.randint(0, top)
    return f"{value:,}" if rng.random() < 0.3 else str(value)


def draw(shape: Shape, seed: int) -> Sheet:
    """Draw a table of a shape."""
    rng = random.Random(seed)
    orgs = members(rng, shape)
    chosen = rng.sample(INDICATORS, rng.randint(3, 7 if shape.downwards else 12))
    if shape.unit == "caption":
        common = rng.choice(("亿元", "个", "万人"))
        chosen = [(name, common) for name, _ in chosen]
    return (down if shape.downwards else across)(rng, shape, orgs, chosen)


def value_spot(
    rng: random.Random, shape: Shape, key: Key, unit: str, truth: dict[Key, Truth]
) -> Spot:
    is_rate = key[2] == "rate"
    unit = "%" if is_rate else unit
    if rng.random() < shape.marks:
        truth[key] = (None, "", unit)
        return Spot(rng.choice(("/", "/", "—", "-")), key=key)
    text = number(rng, unit)
    value = Decimal(text.replace(",", ""))
    form = rng.choice(shape.wrap) if shape.wrap else "{}"
    tail = unit if shape.unit == "cell" or (is_rate and rng.random() < 0.5) else ""
    truth[key] = (value, SIGNS.get(form, "="), unit)
    if shape.unit == "cell" and unit.startswith("万"):
        counted = unit.removeprefix("万")
        if counted in ("人", "人次"):
            truth[key] = (value * 10000, truth[key][1], counted)
    return Spot(form.format(text + tail), key=key)


def label(name: str, unit: str, shape: Shape) -> str:
    wanted = "header" if shape.downwards else "label"
    return f"{name}({unit})" if shape.unit == wanted else name


def across(
    rng: random.Random, shape: Shape, orgs: Sequence[Member], chosen: Sequence[tuple[str, str]]
) -> Sheet:
    levels = 1 + shape.heading + bool(shape.groups) + (shape.parts != ("",))
    names = _head_names(rng, shape, levels)
    head: list[list[Spot]] = [[*names], *[[] for _ in range(levels - 1)]]
    columns = _head_columns(shape, orgs, levels, head)
    if shape.ranked:
        head[0].append(Spot(rng.choice(("得分", "全省排名", "考核得分")), levels))
    if shape.behind:
        head[0].append(Spot(rng.choice(("责任处室", "牵头单位", "备注")), levels))
    if shape.broken:
        head[0] = [Spot(_broken(s.text, rng), s.down, s.right) for s in head[0]]
    truth: dict[Key, Truth] = {}
    width = len(names) + len(columns) + shape.behind
    body: list[list[Spot]] = []
    groups = _cut(rng, list(chosen)) if shape.action else [list(chosen)]
    for mark, action, group in zip("一二", rng.sample(ACTIONS, 2), groups, strict=False):
        if shape.action == "heading":
            body.append([Spot(f"{mark}、{action}", 1, width)])
        body += _group_rows(rng, shape, (action, group), columns, truth)
    return Sheet(_above(rng, shape, chosen), head, _numbered(body, shape), truth)


def _head_names(rng: random.Random, shape: Shape, levels: int) -> list[Spot]:
    said: list[tuple[str, ...]] = []
    if shape.action == "first":
        said.append(("类别", "领域", "行动名称"))
    if shape.numbered:
        said.append(("序号", "编号"))
    if shape.action == "column":
        said.append(("类别", "实事名称", "领域"))
    said.append(("指标名称", "目标名称", "指标", "项目", "工作任务"))
    if shape.unit == "column":
        said.append(("单位", "计量单位"))
    if shape.before:
        said.append(("责任单位", "牵头部门", "备注"))
    return [Spot(rng.choice(words), levels) for words in said]


def _group_rows(
    rng: random.Random,
    shape: Shape,
    group: tuple[str, Sequence[tuple[str, str]]],
    columns: Sequence[tuple[str, str, str]],
    truth: dict[Key, Truth],
) -> list[list[Spot]]:
    """The rows of one group, each perhaps with a row below it that says 其中."""
    action, inside = group
    rows: list[list[Spot]] = []
    for place, (name, unit) in enumerate(inside):
        row = [NUMBER] if shape.numbered else []
        if shape.action in ("column", "first") and place == 0:
            row.insert(0 if shape.action == "first" else len(row), Spot(action, len(inside)))
        rows.append(row + _named_values(rng, shape, (name, unit), columns, truth))
        if shape.sub_rows and rng.random() < 0.4:
            part = rng.choice(("省级", "市级", "新建", "农村"))
            sub = (f"其中:{part}{name[:4]}类", unit)
            blank = [Spot("")] * shape.numbered
            rows.append(blank + _named_values(rng, shape, sub, columns, truth))
    return rows


NUMBER = Spot("序")  # becomes the row's number


def _numbered(body: list[list[Spot]], shape: Shape) -> list[list[Spot]]:
    order = 0
    rows: list[list[Spot]] = []
    for row in body:
        order += NUMBER in row
        rows.append([Spot(str(order)) if spot is NUMBER else spot for spot in row])
    return rows if shape.numbered else body


def _named_values(
    rng: random.Random,
    shape: Shape,
    named: tuple[str, str],
    columns: Sequence[tuple[str, str, str]],
    truth: dict[Key, Truth],
) -> list[Spot]:
    """Name, unit, values and what stands behind them."""
    name, unit = named
    spots = [value_spot(rng, shape, (name, *column), unit, truth) for column in columns]
    if shape.sums and unit != "%":
        spots = with_sum(spots, truth)
    units = [Spot(unit)] * (shape.unit == "column")
    side = [Spot(rng.choice(("规划处", "办公室", "综合科")))] * shape.before
    rank = [Spot(str(rng.randint(1, 9)))] * shape.ranked
    row = [Spot(label(name, unit, shape)), *units, *side, *spots, *rank]
    return row + [Spot(rng.choice(("规划处", "办公室", "综合科")))] * shape.behind


def _head_columns(
    shape: Shape, orgs: Sequence[Member], levels: int, head: list[list[Spot]]
) -> list[tuple[str, str, str]]:
    """Print the header over the values; return organisation, measure and period per column."""
    parts, count = shape.parts, len(shape.parts)
    if shape.parts_over:
        for part in parts:
            head[0].append(Spot(part, 1, len(orgs)))
            head[1] += [Spot(org.printed) for org in orgs]
        return [(org.name, *MEASURES[part]) for part in parts for org in orgs]
    lowest = levels - (count > 1)
    is_group_open = ""
    for org in orgs:
        inside = sum(o.group == org.group for o in orgs) * count
        if not org.group and not (
            shape.heading and org is not orgs[0 if shape.total == "first" else -1]
        ):
            head[0].append(Spot(org.printed, lowest, count))
        elif shape.heading:
            if not is_group_open:
                head[0].append(
                    Spot("各地目标任务", 1, (len(orgs) - (shape.total != "absent")) * count)
                )
                is_group_open = "yes"
            head[1].append(Spot(org.printed, lowest - 1, count))
        else:
            if org.group != is_group_open:
                head[0].append(Spot(org.group, 1, inside))
                is_group_open = org.group
            head[1].append(Spot(org.printed, lowest - 1, count))
        if count > 1:
            head[-1] += [Spot(part) for part in parts]
    return [(org.name, *MEASURES[part]) for org in orgs for part in parts]


def with_sum(spots: list[Spot], truth: dict[Key, Truth]) -> list[Spot]:
    """Let the total be the sum of the organisations."""
    totals = [i for i, s in enumerate(spots) if s.key and s.key[1].startswith(("全", "合", "总"))]
    if len(totals) != 1:
        return spots
    at = totals[0]
    key = spots[at].key
    assert key is not None
    parts = [truth[s.key][0] for i, s in enumerate(spots) if s.key and i != at]
    whole = sum((part for part in parts if part is not None), Decimal(0))
    truth[key] = (whole, "=", truth[key][2])
    return [*spots[:at], Spot(str(whole), key=key), *spots[at + 1 :]]


def _cut(rng: random.Random, chosen: list[tuple[str, str]]) -> list[list[tuple[str, str]]]:
    cut = rng.randint(1, len(chosen) - 1)
    return [chosen[:cut], chosen[cut:]]


def _broken(text: str, rng: random.Random) -> str:
    if len(text) < 3:
        return text
    cut = rng.randint(1, len(text) - 1) if len(text) < 4 else len(text) // 2
    return f"{text[:cut]}\n{text[cut:]}"


def _above(rng: random.Random, shape: Shape, chosen: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    title = rng.choice(("青岚市2030年重点工作任务分解表", "2030年度目标任务分解表"))
    return (title, f"单位:{chosen[0][1]}") if shape.unit == "caption" else (title,)


def _down_head(
    rng: random.Random, shape: Shape, orgs: Sequence[Member], chosen: Sequence[tuple[str, str]]
) -> list[list[Spot]]:
    count = len(shape.parts)
    levels = 1 + (count > 1)
    axis = (
        rng.choice(("县区", "地区", "单位名称")) if orgs[1].name[-1] in "区县市镇乡道" else "单位"
    )
    head = [[Spot("序号", levels)] * shape.numbered + [Spot("片区", levels)] * bool(shape.groups)]
    head[0].append(Spot(axis, levels))
    if shape.before:
        head[0].append(Spot("牵头部门", levels))
    head += [[] for _ in range(levels - 1)]
    for name, unit in chosen:
        head[0].append(Spot(label(name, unit, shape), 1, count))
        head[-1] += [Spot(part) for part in shape.parts if count > 1]
    if shape.ranked:
        head[0].append(Spot(rng.choice(("排名", "位次", "总得分")), levels))
    return head


def down(
    rng: random.Random, shape: Shape, orgs: Sequence[Member], chosen: Sequence[tuple[str, str]]
) -> Sheet:
    head = _down_head(rng, shape, orgs, chosen)
    truth: dict[Key, Truth] = {}
    body = []
    open_group = ""
    order = 0
    for org in orgs:
        is_total = org.name in ("合计", "总计") or org.name.startswith("全")
        row = []
        if shape.numbered:
            order += not is_total
            row.append(Spot("" if is_total else str(order)))
        if shape.groups:
            if org.group != open_group:
                row.append(Spot(org.group, sum(o.group == org.group for o in orgs)))
                open_group = org.group
            elif not org.group:
                row.append(Spot(""))
        row.append(Spot(org.printed))
        if shape.before:
            row.append(Spot(rng.choice(("规划处", "办公室", "综合科"))))
        for name, unit in chosen:
            for part in shape.parts:
                row.append(value_spot(rng, shape, (name, org.name, *MEASURES[part]), unit, truth))
        if shape.ranked:
            row.append(Spot(str(rng.randint(1, 9))))
        body.append(row)
    return Sheet(_above(rng, shape, chosen), head, body, truth)


def as_text(sheet: Sheet) -> tuple[bytes, str]:
    lines = [t for row in (*sheet.head, *sheet.body) for s in row for t in s.text.split("\n") if t]
    return "\n\n".join((*sheet.above, *lines, "注:以上均为预期。")).encode(), "plan.txt"


def as_html(sheet: Sheet) -> tuple[bytes, str]:
    rows = "".join(
        "<tr>"
        + "".join(
            f'<td rowspan="{s.down}" colspan="{s.right}">{s.text.replace(chr(10), "<br>")}</td>'
            for s in row
        )
        + "</tr>"
        for row in (*sheet.head, *sheet.body)
    )
    above = "".join(f"<p>{line}</p>" for line in sheet.above)
    return f"<html><body>{above}<table>{rows}</table></body></html>".encode(), "plan.html"


def as_xlsx(sheet: Sheet) -> tuple[bytes, str]:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    for row_no, line in enumerate(sheet.above, 1):
        page.cell(row_no, 1, line)
    taken: set[tuple[int, int]] = set()
    for row_no, row in enumerate((*sheet.head, *sheet.body), len(sheet.above) + 1):
        col = 1
        for spot in row:
            while (row_no, col) in taken:
                col += 1
            page.cell(row_no, col, spot.text)
            last = (row_no + spot.down - 1, col + spot.right - 1)
            taken |= {(r, c) for r in range(row_no, last[0] + 1) for c in range(col, last[1] + 1)}
            if spot.down * spot.right > 1:
                page.merge_cells(None, row_no, col, *last)
            col += spot.right
    data = io.BytesIO()
    book.save(data)
    return data.getvalue(), "plan.xlsx"


def damaged(sheet: Sheet, rng: random.Random, share: float) -> Sheet:
    """The table with some of its values gone without a trace."""
    body = [
        [Spot("", s.down, s.right, s.key) if s.key and rng.random() < share else s for s in row]
        for row in sheet.body
    ]
    return Sheet(sheet.above, sheet.head, body, sheet.truth)


def key_of(cell: Cell) -> Key:
    return cell.indicator, cell.org, cell.measure, cell.period or ""


@dataclass
class Score:
    """How much of some tables was read: ``exact`` of ``whole`` cells, ``wrong`` ones said sure."""

    whole: int = 0
    exact: int = 0
    wrong_sure: int = 0
    extra: int = 0
    kinds: Counter[str] = field(default_factory=Counter)


def judge(sheet: Sheet, cells: Sequence[Cell], score: Score) -> None:
    """Hold cells to the truth."""
    score.whole += len(sheet.truth)
    lost = {s.key for row in sheet.body for s in row if s.key and not s.text}
    seen: Counter[Key] = Counter(map(key_of, cells))
    for cell in cells:
        key = key_of(cell)
        wanted = sheet.truth.get(key)
        if key in lost and wanted is not None:
            wanted = (None, "", wanted[2])
        found = (cell.value, cell.comparator or "", cell.unit or "")
        is_right = wanted is not None and seen[key] == 1 and found[0] == wanted[0]
        is_right = is_right and (found[0] is None or found[1:] == wanted[1:])
        score.exact += is_right
        score.extra += wanted is None
        score.kinds[cell.alignment] += 1
        if cell.alignment in ("proven", "printed") and wanted is not None:
            score.wrong_sure += found[0] != wanted[0]
