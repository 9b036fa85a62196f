"""Organisations with a figure each and no header: read where a line says what is counted."""

from __future__ import annotations

import pytest

from ingestion.extract.registry import read_document
from ingestion.interpret.document import Interpretation, interpret_document
from ingestion.interpret.matrix import find_matrices

PAIRS = (("甲县", "20"), ("乙区", "15"), ("丙市", "7"))
TITLE = "2031年育苗任务分解表"


def _page(title: str) -> tuple[bytes, str]:
    rows = "".join(f"<tr><td>{name}<td>{value}" for name, value in PAIRS)
    return f"<p>{title}</p><table>{rows}</table>".encode(), "a.html"


def _text(title: str, between: str) -> tuple[bytes, str]:
    rows = "\n".join(f"{name}{between}{value}" for name, value in PAIRS)
    return f"{title}\n{rows}\n".encode(), "a.txt"


FORMS = {"page": None, "space": " ", "tab": "\t", "colon": "：", "line": "\n"}


def _read(form: str, title: str) -> Interpretation:
    between = FORMS[form]
    given = _page(title) if between is None else _text(title, between)
    return interpret_document(read_document(*given))


@pytest.mark.parametrize("form", FORMS)
def test_reads_figures_by_the_title_over_them(form: str) -> None:
    found = _read(form, TITLE)
    cells = [(c.indicator, c.org, c.raw, c.period, c.alignment) for c in found.cells]
    assert cells == [("育苗", *pair, "2031", "inferred") for pair in PAIRS]
    assert "indicator_from_heading" in {issue.code for issue in found.issues}
    assert found.seen == found.loaded == len(PAIRS)


@pytest.mark.parametrize("form", FORMS)
def test_says_so_where_nothing_names_what_is_counted(form: str) -> None:
    found = _read(form, "2031年任务分解表")
    assert found.cells == ()
    assert "indicator_not_named" in {issue.code for issue in found.issues}
    assert "no_table" not in {issue.code for issue in found.issues}


def test_leaves_two_lines_and_repeated_names_alone() -> None:
    for text in ("育苗\n甲县 20\n乙区 15\n", "育苗\n甲县 20\n甲县 15\n甲县 7\n"):
        assert find_matrices(read_document(text.encode(), "a.txt")).cells == ()
