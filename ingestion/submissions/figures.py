"""Read the figure of one row, and say precisely what is wrong with one that cannot be. Pure."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from ingestion.submissions.outside import reaches_outside
from ingestion.submissions.reported import Reported, parse_reported
from ingestion.values.exact import fits_store
from ingestion.values.lookups import pattern
from ingestion.values.names import unit_dimension
from ingestion.values.width import squash

_MAGNITUDE = re.compile(r"\d(?:[百千]?万|[十百千]?亿)$")
_MAGNIFIED_UNIT = re.compile(r"^[十百千]?[万亿]")


class Figure(NamedTuple):
    """A row's figure; ``value`` is ``None`` where the sender says that there is none."""

    value: Decimal | None
    unit: str | None


class Wrong(NamedTuple):
    """What is wrong with a figure, in both languages."""

    code: str
    message_zh: str
    message_en: str


def read_figure(text: str, unit: str) -> Figure | Wrong:
    """Read a figure that is not blank.

    Args:
        text: The cell as shown.
        unit: The unit that the row's own column prints, or blank.

    Returns:
        The figure in the row's unit, or what is wrong with it. ``/`` is a figure without value.
    """
    if reaches_outside(text):
        return Wrong(
            "formula_reaches_outside",
            f"“{text}”是指向外部的公式，不予采用，请直接填数字",
            f"'{text}' is a formula that reaches outside the file; give the number itself",
        )
    if is_not_applicable(text):
        return Figure(None, unit or None)
    reported = parse_reported(text)
    if reported is None:
        return _unreadable(text)
    if not fits_store(reported.value):
        return Wrong(
            "number_out_of_range",
            f"“{text}”超出可精确保存的范围（小数点前 28 位、后 10 位）",
            f"'{text}' has more than 28 digits before or 10 digits after the point",
        )
    return _with_unit(reported, text, unit)


def is_not_applicable(text: str) -> bool:
    """Whether a cell says that there is nothing to report: /, —, 无此项."""
    return bool(pattern("cell_words", "not_applicable").search(squash(text)))


def _unreadable(text: str) -> Wrong:
    about = pattern("submission_words", "estimates").search(squash(text))
    if about:
        return Wrong(
            "unreadable_value",
            f"“{text}”是约数（“{about[0]}”），不是一个确切的数字，请只填数字",
            f"'{text}' is an estimate; give the exact number alone",
        )
    return Wrong(
        "unreadable_value",
        f"“{text}”不是一个确切的数字，请只填数字",
        f"'{text}' is not one exact number; give the number alone",
    )


def _with_unit(reported: Reported, text: str, column: str) -> Figure | Wrong:
    if column and reported.unit and squash(column) != squash(reported.unit):
        return Wrong(
            "units_contradict",
            f"数值旁的单位“{reported.unit}”与计量单位“{column}”不一致",
            f"the unit '{reported.unit}' beside the value is not the row's unit '{column}'",
        )
    if column and not reported.unit and _is_magnified_twice(text, column):
        return Wrong(
            "magnitude_contradicts",
            f"“{text}”和计量单位“{column}”都带“万”“亿”，无法判断是否重复，请只填以“{column}”计的数字",
            f"'{text}' and the unit '{column}' both carry a magnitude; give the number alone",
        )
    return Figure(reported.value, column or reported.unit)


def _is_magnified_twice(text: str, column: str) -> bool:
    folded = squash(column)
    return bool(
        _MAGNITUDE.search(squash(text))
        and _MAGNIFIED_UNIT.match(folded)
        and unit_dimension(folded) is not None
    )
