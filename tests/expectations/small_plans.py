"""Small plans in words of our own, read by the real readers into a candidate of their own."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from ingestion.extract.registry import read_document
from ingestion.interpret.document import interpret_document
from ingestion.load.candidate import build_raw
from ingestion.load.schemas import arrow_schema, table_name, to_row
from ingestion.match.run import match_entities
from ingestion.settings import Settings

RECEIVED = datetime(2024, 3, 1)
HEADER = ("序号", "实事名称", "目标名称", "全市", "青溪县", "白石县", "临江区")


def page(title: str, paragraphs: Sequence[str], rows: Sequence[Sequence[str]] = ()) -> bytes:
    """A plan as a page: its text, then its table."""
    cells = [
        "".join(f"<td>{cell}</td>" for cell in row) for row in ([HEADER, *rows] if rows else [])
    ]
    body = "".join(f"<p>{one}</p>" for one in paragraphs)
    table = f"<table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>" if cells else ""
    head = f"<head><title>{title}</title></head>"
    return f"<html>{head}<body><h1>{title}</h1>{body}{table}</body></html>".encode()


def make_raw(candidate: Path, home: Path, plans: dict[str, bytes]) -> None:
    """Read every plan and put its records into the schema ``raw``, as the pipeline does."""
    build_raw(candidate, Settings(home=home))
    tables: dict[str, list[dict[str, Any]]] = {}
    kinds = {}
    for name, data in plans.items():
        reading = interpret_document(read_document(data, f"{name}.html"))
        provenance = {"generation_id": "g", "delivery_id": name, "received_at": RECEIVED}
        for record in reading.records():
            table = table_name(record.record)  # type: ignore[attr-defined]
            kinds[table] = type(record)
            tables.setdefault(table, []).append(to_row(record, provenance))
    with duckdb.connect(str(candidate)) as connection:
        for table, rows in tables.items():
            connection.register("given", pa.Table.from_pylist(rows, arrow_schema(kinds[table])))
            connection.execute(f"insert into raw.{table} by name select * from given")
            connection.unregister("given")
    match_entities(candidate, Settings(home=home))


def document_id(data: bytes) -> str:
    """The key of a plan's document."""
    return hashlib.sha256(data).hexdigest()


PARKS = page(
    "云川市2024年民生实事工作方案",
    [
        "一、主要目标",
        "2024年全市新建口袋公园15个，其中青溪县5个、白石县4个。改造老旧小区0.6万户。"
        "公共自行车完好率达到85%以上，免费开放场馆20家以上。",
        "道路保洁机械化率达到95%以上。发放消费券2亿元。培训家政人员3000人次。"
        "新增志愿者站点40个，其中示范站点50个。",
        "二、工作举措",
        "（一）争取发放消费券2.5亿元。上半年培训家政人员1000人次。",
        "（二）道路保洁机械化率达到90%以上。各县（区）新建口袋公园不少于3个。",
        "（三）筹建社区食堂12家。到2026年，公共自行车完好率达到98%。累计建成社区书屋80个。",
        "（四）临江区新建口袋公园4个。平均办理用水报装2个工作日内办结。",
        "三、保障措施",
        "每季度开展巡查检查活动6场。新增志愿服务队伍30支，年底前新增志愿服务队伍达到30支以上。",
        "组织环卫工人体检600人次。环卫工人体检覆盖500人次以上。",
    ],
    [
        ["1", "宜居行动", "新建口袋公园（个）", "12", "5", "4", "3"],
        ["2", "宜居行动", "改造老旧小区（户）", "6000", "2000", "2000", "2000"],
        ["3", "出行行动", "公共自行车完好率（%）", "90%", "90%", "90%", "90%"],
        ["4", "出行行动", "道路保洁机械化率（%）", "95%", "100%", "60%", "95%"],
        ["5", "惠民行动", "发放消费券（亿元）", "2", "1", "0.5", "0.5"],
        ["6", "惠民行动", "培训家政人员（人次）", "3000", "1000", "1000", "1000"],
        ["7", "惠民行动", "建成社区食堂（家）", "12", "4", "4", "4"],
        ["8", "惠民行动", "免费开放场馆", "20", "8", "6", "6"],
        ["9", "惠民行动", "新增志愿者站点（个）", "40", "20", "10", "10"],
        ["10", "惠民行动", "其中：示范站点（个）", "15", "25", "10", "5"],
        ["11", "便民行动", "垃圾分类准确率（%）", "100%", "100%", "70%", "100%"],
        ["12", "便民行动", "公厕星级达标率（%）", "80%", "90%", "95%", "92%"],
        ["13", "便民行动", "改造无障碍设施（处）", "30", "10", "10", "10"],
        ["14", "安居行动", "改造无障碍设施（处）", "30", "10", "10", "10"],
        ["15", "安居行动", "更新井盖", "900", "300", "300", "300"],
    ],
)
WORKS = page(
    "青溪县2024年城市管理工作要点",
    [
        "一、总体要求",
        "全年新增夜间停车泊位800个，修复破损路面5000平方米。组织市容巡查120次。",
        "二、重点工作",
        "（一）完善停车设施。新增夜间停车泊位650个以上。确保改造公厕20座、力争改造公厕25座。",
        "（二）修复破损路面0.5万平方米以上。三季度末前组织市容巡查90次。",
    ],
)
