"""What stands on one PDF page: characters and ruling lines, upright and from the upper left. Pure.

pdfium gives both in the page's own coordinates; here a page that is shown turned is turned.
"""

from __future__ import annotations

import ctypes
import itertools
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from ingestion.extract.limits import Limits

_MAX_TILT = math.radians(5)
# Thinner than this, a filled box is a line; thicker, it is the shade of a cell.
_LINE_WIDTH = 4.0
_STRAIGHT = 1.0
_PICTURE_SHARE = 0.4


class Char(NamedTuple):
    """One character that is not blank.

    ``spaced`` if blanks are printed before it; ``base`` is the height of the line it stands on;
    ``order`` is its place in the order in which the file stores it.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    spaced: bool
    base: float
    order: int

    @property
    def size(self) -> float:
        """Height of its line box."""
        return self.bottom - self.top


class Rule(NamedTuple):
    """A straight line: at ``at`` from ``start`` to ``end``."""

    at: float
    start: float
    end: float


@dataclass(frozen=True)
class Page:
    """One page as people see it. ``has_picture`` if one covers most of it, as in a scan.

    ``unnamed`` counts characters whose font does not say which characters they are.
    """

    number: int
    width: float
    height: float
    chars: tuple[Char, ...]
    across: tuple[Rule, ...]
    down: tuple[Rule, ...]
    has_picture: bool = False
    unnamed: int = 0


_Turn = Callable[[float, float], tuple[float, float]]
_Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: _Matrix = (1, 0, 0, 1, 0, 0)


def read_page(page: Any, number: int, limits: Limits, name: str) -> Page:
    """Read one page.

    Text that does not run along the page, such as a watermark, is left out.

    Args:
        page: A ``pypdfium2.PdfPage``.
        number: From 1.
        limits: How many characters and shapes are read.
        name: File name, for messages.

    Returns:
        Its characters in stored order, and its lines.

    Raises:
        UnreadableDocumentError: ``over_limit``.
    """
    place = f"第{number}页"
    limits.refuse_more("objects", pdfium.FPDFPage_CountObjects(page), name, place)
    turn, angle = _turn_of(page)
    text_page = page.get_textpage()
    try:
        count = text_page.count_chars()
        limits.refuse_more("objects", count, name, place)
        chars = tuple(_chars(text_page, count, turn, angle))
        unnamed = sum(_is_unnamed(text_page, index) for index in range(count))
    finally:
        text_page.close()
    across: list[Rule] = []
    down: list[Rule] = []
    has_picture = False
    for shape, matrix in _shapes(page, None, _IDENTITY, 0):
        if pdfium.FPDFPageObj_GetType(shape) == pdfium.FPDF_PAGEOBJ_IMAGE:
            has_picture = has_picture or _covers_page(_times(_matrix(shape), matrix), page)
        else:
            _add_rules(shape, matrix, turn, across, down)
        limits.refuse_more("objects", len(across) + len(down), name, place)
    width, height = page.get_size()
    return Page(number, width, height, chars, tuple(across), tuple(down), has_picture, unnamed)


def _is_unnamed(text_page: Any, index: int) -> bool:
    code = pdfium.FPDFText_GetUnicode(text_page, index)
    return code in (0, 0xFFFD) or 0xE000 <= code <= 0xF8FF


def _turn_of(page: Any) -> tuple[_Turn, float]:
    left, bottom, right, top = page.get_bbox()
    rotation = page.get_rotation()
    turns: dict[int, _Turn] = {
        0: lambda x, y: (x - left, top - y),
        90: lambda x, y: (y - bottom, x - left),
        180: lambda x, y: (right - x, y - bottom),
        270: lambda x, y: (top - y, right - x),
    }
    return turns[rotation], math.radians(rotation)


def _chars(text_page: Any, count: int, turn: _Turn, angle: float) -> Iterator[Char]:
    box = pdfium.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    spaced = False
    for index in range(count):
        code = pdfium.FPDFText_GetUnicode(text_page, index)
        text = chr(code) if 0 < code <= 0x10FFFF and not 0xD800 <= code < 0xE000 else ""
        if not text.strip() or code in (0xFFFE, 0xFFFF, 0x00AD, 0x200B, 0xFEFF):
            made_up = pdfium.FPDFText_IsGenerated(text_page, index) == 1
            spaced = spaced or (bool(text) and not made_up)
            continue
        tilt = pdfium.FPDFText_GetCharAngle(text_page, index)
        if abs(math.remainder(tilt + angle, math.tau)) > _MAX_TILT:
            continue
        if not pdfium.FPDFText_GetLooseCharBox(text_page, index, box):
            continue
        (xa, ya), (xb, yb) = turn(box.left, box.top), turn(box.right, box.bottom)
        pdfium.FPDFText_GetCharOrigin(text_page, index, x, y)
        base = turn(x.value, y.value)[1]
        yield Char(
            text, min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb), spaced, base, index
        )  # fmt: skip
        spaced = False


def _shapes(page: Any, form: Any, outer: _Matrix, depth: int) -> Iterator[tuple[Any, _Matrix]]:
    """Paths and pictures of the page and of the forms in it, each with its forms' matrix."""
    if depth > 10:
        return
    count = pdfium.FPDFFormObj_CountObjects(form) if form else pdfium.FPDFPage_CountObjects(page)
    for index in range(max(0, count)):
        shape = (
            pdfium.FPDFFormObj_GetObject(form, index)
            if form
            else pdfium.FPDFPage_GetObject(page, index)
        )
        if not shape:
            continue
        kind = pdfium.FPDFPageObj_GetType(shape)
        if kind == pdfium.FPDF_PAGEOBJ_FORM:
            yield from _shapes(page, shape, _times(_matrix(shape), outer), depth + 1)
        elif kind in (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE):
            yield shape, outer


def _matrix(shape: Any) -> _Matrix:
    found = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(shape, found):
        return _IDENTITY
    return (found.a, found.b, found.c, found.d, found.e, found.f)


def _covers_page(matrix: _Matrix, page: Any) -> bool:
    """Whether a picture, the unit square under this matrix, takes up most of the page."""
    a, b, c, d, _, _ = matrix
    width, height = page.get_size()
    return bool(abs(a * d - b * c) > _PICTURE_SHARE * width * height)


def _times(inner: _Matrix, outer: _Matrix) -> _Matrix:
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (
        a * p + b * r, a * q + b * s,
        c * p + d * r, c * q + d * s,
        e * p + f * r + t, e * q + f * s + u,
    )  # fmt: skip


def _add_rules(
    path: Any, outer: _Matrix, turn: _Turn, across: list[Rule], down: list[Rule]
) -> None:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, fill, stroke)
    if not fill.value and not stroke.value:
        return
    a, b, c, d, e, f = _times(_matrix(path), outer)
    for points in _straight_runs(path):
        seen = [turn(a * x + c * y + e, b * x + d * y + f) for x, y in points]
        xs, ys = [x for x, _ in seen], [y for _, y in seen]
        width, height = max(xs) - min(xs), max(ys) - min(ys)
        if not stroke.value and min(width, height) > _LINE_WIDTH:
            continue
        if len(seen) > 2 and min(width, height) <= _LINE_WIDTH:
            # A box as thin as a line is one line, in its middle.
            seen = (
                [(min(xs), sum(ys) / len(ys)), (max(xs), sum(ys) / len(ys))]
                if width >= height
                else [(sum(xs) / len(xs), min(ys)), (sum(xs) / len(xs), max(ys))]
            )
        for (xa, ya), (xb, yb) in itertools.pairwise(seen):
            if abs(ya - yb) <= _STRAIGHT < abs(xa - xb):
                across.append(Rule((ya + yb) / 2, min(xa, xb), max(xa, xb)))
            elif abs(xa - xb) <= _STRAIGHT < abs(ya - yb):
                down.append(Rule((xa + xb) / 2, min(ya, yb), max(ya, yb)))


def _straight_runs(path: Any) -> Iterator[list[tuple[float, float]]]:
    """The subpaths of a path as points; curves end a run."""
    x, y = ctypes.c_float(), ctypes.c_float()
    run: list[tuple[float, float]] = []
    for index in range(max(0, pdfium.FPDFPath_CountSegments(path))):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        point = (x.value, y.value)
        if kind != pdfium.FPDF_SEGMENT_LINETO:
            if len(run) > 1:
                yield run
            run = [point]
        else:
            run.append(point)
        if pdfium.FPDFPathSegment_GetClose(segment) and len(run) > 1:
            run.append(run[0])
            yield run
            run = [run[0]]
    if len(run) > 1:
        yield run
