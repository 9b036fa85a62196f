"""Small files that must be refused, or read with an issue: ``tests/fixtures/bad``."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

ORGS = ("全市目标任务", "市局", "定海", "普陀", "岱山")
ROWS = (
    ("1", "质量提升行动", "(3项)", "帮扶企业(家)", "9", "/", "4", "3", "2"),
    ("2", "新增标准(项)", "5", "1", "2", "1", "1"),
    ("3", "培训人员(人次)", "60", "/", "30", "20", "10"),
)
_ISSUED = "发布机构:示例市市场监督管理局 发布日期:2024-01-15"
_PROSE = (
    "本文件只有文字,没有任务表。",
    "三季度末召开一次座谈会,听取企业意见。",
)


def bad_inputs() -> Iterator[tuple[str, bytes]]:
    """Name and bytes of every fixture."""
    yield "empty.txt", b""
    noise = random.Random(7)
    picture = b"\x89PNG\r\n\x1a\n\x00\x00"
    yield "binary.txt", picture + bytes(noise.randrange(256) for _ in range(502))
    yield "gbk.txt", _plan("质量提升", ORGS, ROWS).encode("gbk")
    yield "no_table.txt", _page("座谈安排", _PROSE).encode()
    repeated = (*ORGS[:-1], "定海")
    yield "duplicated_header.txt", _plan("计量服务", repeated, ROWS).encode()
    longer = (ROWS[0], (*ROWS[1], "8", "7"), ROWS[2])
    yield "too_many_cells.txt", _plan("标准服务", ORGS, longer).encode()


def _plan(topic: str, orgs: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    header = ("序号", "实事名称", "目标名称", *orgs)
    return _page(topic, (*header, *(cell for row in rows for cell in row)))


def _page(topic: str, paragraphs: Sequence[str]) -> str:
    """One plan each: files of one title and issuer would be editions of one another."""
    title = f"示例市2024年{topic}任务分解表(合成示例)"
    return "\n\n".join((title, _ISSUED, *paragraphs)) + "\n"
