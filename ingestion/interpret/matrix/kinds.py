"""Tables that print targets with actuals, shares or other years beside them: told apart. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ingestion.records import TABLE_STEP, Cell

_Kind = tuple[str, str | None]  # measure, period


def one_kind_a_table(cells: Sequence[Cell], period: str | None) -> list[Cell]:
    """Give each kind of figures a table number, so that a row and an organisation meet once in it.

    Args:
        cells: All cells of one printed table.
        period: The year that the table is about; its targets keep the table's own number.

    Returns:
        The cells in the same order. Unchanged where no row and organisation meet twice.
    """
    met = Counter((cell.row_no, cell.org) for cell in cells)
    kinds = list(dict.fromkeys(map(_kind_of, cells)))
    if len(kinds) < 2 or max(met.values()) < 2:
        return list(cells)
    kinds.sort(key=lambda kind: _rank(kind, period))
    steps = {kind: TABLE_STEP * number for number, kind in enumerate(kinds)}
    return [
        cell.model_copy(update={"table_no": cell.table_no + steps[_kind_of(cell)]})
        for cell in cells
    ]


def _kind_of(cell: Cell) -> _Kind:
    return cell.measure, cell.period


def _rank(kind: _Kind, period: str | None) -> tuple[bool, bool, int]:
    """Targets of the table's own year first, then the latest targets, then all else as printed."""
    measure, own = kind
    is_target = measure == "target"
    year = int(own[:4]) if is_target and own and own[:4].isdecimal() else 0
    return not is_target, own != period, -year
