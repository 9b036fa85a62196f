"""What people read is Chinese first, with the punctuation of Chinese: full-width."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from expectations.registry import load_checks

ROOT = Path(__file__).parents[2]
_HAN = r"[\u4e00-\u9fff”》」]"
_HALF_WIDTH = re.compile(
    rf"{_HAN}(?:[,;:!](?! [A-Za-z])|[()])|[()]{_HAN}|^[,;:!](?=[\u4e00-\u9fff])"
)
# What is a pattern and no message.
_PATTERN = re.compile(r"[\\|^$*?+\[\]]")
_QUOTED = re.compile(r"``[^`]+``")
_HALF_WIDTH_SENTENCE = re.compile(r"[,;:!?()'\"「」]|\.(?!\d)|…(?<!……)(?!…)|[，。；：、（）] ")
_TYPED = {"单位:名称"}  # what a person types, in either width


def _strings(tree: ast.AST) -> Iterator[tuple[int, str]]:
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or id(node) in docstrings:
            continue
        if isinstance(node.value, str):
            yield node.lineno, node.value


def _half_width(text: str) -> bool:
    for typed in _TYPED:
        text = text.replace(typed, "")
    return len(text) > 2 and bool(_HALF_WIDTH.search(text)) and not _PATTERN.search(text)


def test_chinese_messages_have_full_width_punctuation() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line} {text.strip()[:60]}"
        for folder in ("ingestion", "expectations", "dags")
        for path in sorted((ROOT / folder).rglob("*.py"))
        for line, text in _strings(ast.parse(path.read_text("utf-8")))
        if _half_width(text)
    ]
    assert not found, "\n".join(found)


def test_chinese_specifications_have_full_width_punctuation() -> None:
    """Code between backticks is quoted as it is written; all else is Chinese, patterns or not."""
    found = [
        f"{check.id}: {one.group()}"
        for check in load_checks()
        for one in _HALF_WIDTH_SENTENCE.finditer(_QUOTED.sub("x", check.specification_zh))
    ]
    assert not found, "\n".join(found)


def test_the_rule_for_sentences_finds_stops_and_quotes_too() -> None:
    for text in ("目标.", "目标?", "目标 (全市)", '目标"全市"', "目标， 全市", "1,2"):
        assert _HALF_WIDTH_SENTENCE.search(text), text
    assert not _HALF_WIDTH_SENTENCE.search("容差为 ±500（0.9万），见 P01。“一是……二是……”")


def test_the_rule_finds_half_width_punctuation_and_leaves_patterns_alone() -> None:
    assert _half_width("表头重复:请改正")
    assert _half_width("无法判断,请核对。")
    assert not _half_width("表头重复：请改正（见说明）。")
    assert not _half_width(r"年(?:底|末),")
    assert not _half_width("Line 3: check it.")
