"""Place the lines of one flattened row into its columns by what they look like. Pure.

A page that was flattened to text keeps the order of cells and loses their borders and every blank
cell. The lines of a row therefore go to the columns in order, each column taking none, one or
several; the placement whose lines look most like their columns wins. Weights are points: what
cannot be costs more than anything that can be gained elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from ingestion.interpret.departments import is_department_text
from ingestion.interpret.due import parse_due
from ingestion.interpret.lines import Piece
from ingestion.interpret.ordinals import parse_ordinal, read_label
from ingestion.interpret.vocabulary import Role, document_words
from ingestion.values.lookups import pattern
from ingestion.values.width import fold_width

_IMPOSSIBLE = -40.0
_SECTION = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\)|第[一二三四五六七八九十]{1,3}[部章节条])"
)
_PERSONS = re.compile(r"[\u4e00-\u9fff·]{2,5}(?:[、,;\s]+[\u4e00-\u9fff·]{2,5}){0,4}")
_PUNCTUATION = "。;,:!?"
# A narrow cell breaks a name into short pieces of about equal length.
_BROKEN_NAME = 6
_CLEARLY_GOAL = 20
_LONG_NAME = 60
_SHORT = 12
_LONG_REMARK = 80
_LONG_HEADING = 40
_MAX_DUE = 20
_MAX_DEPARTMENTS = 120
_MAX_UNKNOWN_NAME = 12
_BLANK_COST: dict[Role, float] = {
    "task": _IMPOSSIBLE,
    "goal": -2.0,
    "progress": -2.0,
    "department": -1.5,
    "lead": -1.5,
    "due": -0.5,
    "problem": -0.6,
    "next_step": -0.6,
}
# A line that says 滞后 or 下一步 stands rather in the column that is for it.
_CUED = 1.5
_PARTED, _STARTS_ANEW = -3.0, -2.0
_PROSE: frozenset[Role | None] = frozenset({"goal", "progress", "problem", "next_step"})
_ASIDES: frozenset[Role | None] = frozenset({"remark", "other"})
# Below this a line does not look like its column: the row is kept and the doubt becomes an issue.
_DOUBTFUL = -1.9


@dataclass(frozen=True, slots=True)
class Fit:
    """A placement: the column of every line (None: outside the table), its points, its doubts."""

    columns: tuple[int | None, ...]
    points: float
    doubts: tuple[str, ...]


def fit_row(lines: Sequence[Piece], roles: Sequence[Role], *, is_last: bool) -> Fit:
    """Place the lines of a row into the columns.

    Args:
        lines: The lines between two ordinals, in order.
        roles: Roles of the columns without the ordinal, in order.
        is_last: Whether the table may end inside this row; what follows is then outside.

    Returns:
        The best placement.
    """
    return _Fitting(lines, roles, is_last).best()


class _Fitting:
    """Dynamic programming over lines × columns; the last column is outside the table."""

    def __init__(self, lines: Sequence[Piece], roles: Sequence[Role], is_last: bool) -> None:
        self._lines = lines
        self._roles = roles
        self._is_last = is_last
        self._blanks = [_BLANK_COST.get(role, 0.0) for role in roles]

    def best(self) -> Fit:
        if not self._lines:
            return Fit((), sum(self._blanks), ())
        steps: list[list[tuple[float, int]]] = []
        for index in range(len(self._lines)):
            before = steps[-1] if steps else None
            steps.append([self._step(index, c, before) for c in range(len(self._roles) + 1)])
        points, column = max(
            (points + sum(self._blanks[c + 1 :]), c) for c, (points, _) in enumerate(steps[-1])
        )
        columns = [column]
        for step in reversed(steps[1:]):
            columns.append(step[columns[-1]][1])
        columns.reverse()
        outside = len(self._roles)
        placed = tuple(c if c < outside else None for c in columns)
        return Fit(placed, points, self._doubts(columns))

    def _step(
        self, index: int, column: int, before: Sequence[tuple[float, int]] | None
    ) -> tuple[float, int]:
        """Best points with a line in a column, and the column of the line before it."""
        first = self._points(index, column, is_first=True)
        if before is None:
            return sum(self._blanks[:column]) + first, -1
        steps = [(before[column][0] + self._points(index, column, is_first=False), column)]
        steps += [
            (before[c][0] + sum(self._blanks[c + 1 : column]) + first, c) for c in range(column)
        ]
        return max(steps)

    def _doubts(self, columns: Sequence[int]) -> tuple[str, ...]:
        unlike = [
            self._lines[i].text
            for i, c in enumerate(columns)
            if c < len(self._roles)
            and self._points(i, c, is_first=i == 0 or columns[i - 1] != c) <= _DOUBTFUL
        ]
        return (*unlike, *self._open_borders(columns))

    def _open_borders(self, columns: Sequence[int]) -> list[str]:
        """Lines on a border that nothing fixes: prose beside a remark, with what parts them blank.

        A short line without an end of sentence may be the last of the goal or a remark.
        """
        open_lines = []
        for i in range(1, len(columns)):
            before, here = columns[i - 1], columns[i]
            following = columns[i + 1] if i + 1 < len(columns) else len(self._roles)
            asides = {self._role(c) for c in range(here + 1, following)} & _ASIDES
            if self._role(before) not in _PROSE or _look(self._lines[i].text).is_sentence:
                continue
            is_unmarked = not _look(self._lines[i].text).is_labelled
            if self._role(here) in _ASIDES or (here == before and asides and is_unmarked):
                open_lines.append(self._lines[i].text)
        return open_lines

    def _role(self, column: int) -> Role | None:
        return self._roles[column] if 0 <= column < len(self._roles) else None

    def _points(self, index: int, column: int, *, is_first: bool) -> float:
        text = self._lines[index].text
        if column >= len(self._roles):
            return _outside_points(text, self._is_last)
        role = self._roles[column]
        if role == "task":
            return _task_points(self._lines, index, is_first)
        if role in _PROSE:
            before = self._lines[index - 1].text if index else ""
            return _prose_points(text, role) + _counting_points(before, text, is_first=is_first)
        if role in ("department", "lead", "support"):
            return _department_points(text, is_first)
        if role == "due":
            return _due_points(text, is_first)
        return _aside_points(text, role, is_first=is_first)


@dataclass(frozen=True, slots=True)
class _Look:
    """What a line looks like, asked once per text: every line is tried in many placements."""

    is_sentence: bool
    is_punctuated: bool
    is_number: bool
    is_labelled: bool
    is_due: bool
    is_department: bool
    is_end: bool
    is_problem: bool
    is_next: bool


@lru_cache(maxsize=16384)
def _look(text: str) -> _Look:
    folded = fold_width(text)
    return _Look(
        is_sentence=folded[-1] in _PUNCTUATION,
        is_punctuated=any(char in _PUNCTUATION for char in folded),
        is_number=parse_ordinal(text) is not None,
        is_labelled=read_label(text) is not None,
        is_due=len(text) <= _MAX_DUE and parse_due(text, None) is not None,
        is_department=len(text) <= _MAX_DEPARTMENTS and is_department_text(text),
        is_end=is_end_of_table(text),
        is_problem=bool(pattern("list_headers", "problem_cues").search(folded)),
        is_next=bool(pattern("list_headers", "next_cues").search(folded)),
    )


def _task_points(lines: Sequence[Piece], index: int, is_first: bool) -> float:
    if not is_first:
        return 1.2 if _continues_name(lines, index) else -4.0
    text = lines[index].text
    look = _look(text)
    points = 2.0 if len(text) <= _LONG_NAME else -1.0
    points -= 1.0 if text.endswith("。") else 0.0
    points -= 2.0 if look.is_labelled else 0.0
    return -6.0 if look.is_number else points


def _continues_name(lines: Sequence[Piece], index: int) -> bool:
    """A short name that a narrow cell broke in two, with the goal still to come."""
    before, text = lines[index - 1].text, lines[index].text
    if max(len(before), len(text)) > _BROKEN_NAME or index + 1 >= len(lines):
        return False
    if _look(before).is_sentence or _look(text).is_sentence:
        return False
    following = lines[index + 1].text
    return _look(following).is_labelled or len(following) > _CLEARLY_GOAL


def _prose_points(text: str, role: Role) -> float:
    look = _look(text)
    if look.is_number or look.is_due:
        return -3.0
    if look.is_department:
        return -1.5
    if role in ("problem", "next_step"):
        return 0.5 + _CUED * (look.is_problem if role == "problem" else look.is_next)
    if look.is_labelled or look.is_sentence:
        return 1.5
    return 0.5 if len(text) <= _SHORT else 1.0


def _counting_points(before: str, text: str, *, is_first: bool) -> float:
    """Labels that count on stay in one cell; a label that starts anew begins another."""
    last, label = read_label(before), read_label(text)
    if last is None or label is None or last.style != label.style:
        return 0.0
    if is_first:
        return _PARTED if label.number == last.number + 1 else 0.0
    return _STARTS_ANEW if label.number == 1 else 0.0


def _department_points(text: str, is_first: bool) -> float:
    look = _look(text)
    if look.is_department:
        return 3.0 if is_first else 2.5
    is_short = len(text) <= _MAX_UNKNOWN_NAME and not look.is_punctuated
    return -2.0 if is_short and not (look.is_number or look.is_due) else -8.0


def _due_points(text: str, is_first: bool) -> float:
    if not _look(text).is_due:
        return -8.0
    return 3.0 if is_first else -6.0


def _aside_points(text: str, role: Role, *, is_first: bool) -> float:
    """Remarks, persons, categories and columns of which nothing is known."""
    look = _look(text)
    if role == "person" and _PERSONS.fullmatch(fold_width(text)) and not look.is_department:
        return 1.7
    if look.is_end:
        return -5.0
    if look.is_number or look.is_due:
        return -3.0
    if role == "category" and is_first and len(text) <= _SHORT and not look.is_punctuated:
        return 1.25
    return -0.5 if len(text) <= _LONG_REMARK else -4.0


def _outside_points(text: str, is_last: bool) -> float:
    if _look(text).is_end:
        return 0.5
    return -1.2 if is_last else -9.0


def is_due_line(text: str) -> bool:
    """Whether a line is a due time."""
    return _look(text).is_due


def is_department_line(text: str) -> bool:
    """Whether a line names departments."""
    return _look(text).is_department


def is_end_of_table(text: str) -> bool:
    """Whether a line heads a section or belongs to the page, so that it is no cell of a row."""
    folded = fold_width(text)
    if any(entry.pattern.search(folded) for entry in document_words().furniture):
        return True
    return bool(_SECTION.match(folded)) and len(folded) <= _LONG_HEADING and folded[-1] not in "。;"
