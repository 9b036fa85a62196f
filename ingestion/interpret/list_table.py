"""The shape that task lists and progress lists share, however they were printed. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from ingestion.interpret.lines import Piece, Span
from ingestion.interpret.vocabulary import Role, list_headers
from ingestion.values.width import fold_width, squash

_REMARK_AT_END = re.compile(r"\([^()]*\)$")
_GENERIC_AND_SPLIT = ("department", "lead", "support")
_MIN_KNOWN = 3


@dataclass(frozen=True, slots=True)
class ListRow:
    """One row: its printed ordinal (None if none stands there) and its pieces by role.

    ``doubts`` names what did not look like its column.
    """

    ordinal: int | None
    pieces: dict[Role, tuple[Piece, ...]]
    doubts: tuple[str, ...] = ()

    def of(self, *roles: Role) -> tuple[Piece, ...]:
        """The pieces of some roles, in reading order."""
        found = [piece for role in roles for piece in self.pieces.get(role, ())]
        return tuple(sorted(found, key=lambda piece: piece.start))

    def all_pieces(self) -> tuple[Piece, ...]:
        """Every piece of the row in reading order."""
        return self.of(*self.pieces)


@dataclass(frozen=True, slots=True)
class ListTable:
    """One list table. ``ignored`` counts rows that head a group and carry no record.

    ``is_printed`` says that the file itself places the cells; otherwise the text was flattened.
    ``twice`` are headers that stand there more than once, so that the table was refused.
    """

    part_no: int
    table_no: int
    roles: tuple[Role, ...]
    span: Span
    rows: tuple[ListRow, ...]
    header: tuple[Piece, ...] = field(default=())
    ignored: int = 0
    is_printed: bool = False
    twice: tuple[str, ...] = ()


def header_role(text: str) -> Role | None:
    """The role of a column by its header, or None if the header is unknown.

    Args:
        text: The header as printed; white space, width and a bracketed remark do not matter.
    """
    return _role_of(squash(text))


@lru_cache(maxsize=4096)
def _role_of(header: str) -> Role | None:
    bare = _REMARK_AT_END.sub("", fold_width(header))
    if not 1 <= len(bare) <= 20:
        return None
    for entry in list_headers().headers:
        if entry.pattern.fullmatch(bare):
            return entry.role
    return None


def is_list_header(roles: Sequence[Role | None]) -> bool:
    """Whether header roles make a task list or a progress list.

    Args:
        roles: One role per column; None for an unknown header.

    Returns:
        True if a task and who, when, what or how far stand there and unknown columns are few: a
        table of organisations has many columns that are no header of a list.
    """
    known = [role for role in roles if role is not None]
    unknown = len(roles) - len(known)
    names_task = any(role in ("task", "goal", "category") for role in known)
    says_more = any(role in ("department", "lead", "due", "progress") for role in known)
    return len(known) >= _MIN_KNOWN and names_task and says_more and unknown <= len(known) // 3


def settle_roles(roles: Sequence[Role | None]) -> tuple[Role, ...]:
    """Give every column its final role where two headers claim the same.

    A list without a column named as task takes its first column of running text as the task; the
    second of two task columns says what is to be reached; unknown headers become ``other``.

    Args:
        roles: One role per column; None for an unknown header.

    Returns:
        One role per column.
    """
    settled: list[Role] = [role or "other" for role in roles]
    if "task" not in settled:
        candidates = [i for i, role in enumerate(settled) if role in ("goal", "category")]
        for index in candidates[:1]:
            settled[index] = "task"
    tasks = [index for index, role in enumerate(settled) if role == "task"]
    for index in tasks[1:]:
        settled[index] = "goal"
    return tuple(settled)


def repeated_headers(headers: Sequence[str]) -> tuple[str, ...]:
    """The headers that are printed more than once: which column is meant cannot be known."""
    said = Counter(squash(header) for header in headers)
    return tuple(name for name, count in said.items() if name and count > 1)


def without_split_headers(roles: Sequence[Role | None]) -> list[int]:
    """Order the columns of a two-level header that was flattened row by row.

    责任单位 over 牵头单位 and 配合单位 is printed as one header with two behind all others; the two
    belong in its place.

    Args:
        roles: Roles in the order of print.

    Returns:
        Indices of the columns that remain, in the order of the columns.
    """
    order = list(range(len(roles)))
    generic, lead, support = ([i for i in order if roles[i] == role] for role in _GENERIC_AND_SPLIT)
    if len(generic) == len(lead) == len(support) == 1:
        order = [i for i in order if i not in (*lead, *support)]
        at = order.index(generic[0])
        order[at : at + 1] = [*lead, *support]
    return order
