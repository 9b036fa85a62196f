"""What a form's cells compute and accept: formulas, number formats and validations. Pure."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from ingestion.workbooks.model import Form, FormRow
from ingestion.workbooks.texts import basis_words, message, plain, short_period_label, yes_no

_SIGNS = {">=": "≥", "<=": "≤", ">": ">", "<": "<", "~": "约"}
_CHANGES = {"increase": "增长", "decrease": "下降"}
_MOST_CHARACTERS = 1000


def target_format(row: FormRow) -> str:
    """Number format of a target: the number stays a number, its sign stands before it."""
    before, after = _around(row)
    return _quoted(before) + "General" + _quoted(after)


def shown_target(row: FormRow) -> str:
    """A target as text: ``≥ 90``; empty where the plan gives no number."""
    before, after = _around(row)
    return f"{before}{plain(row.target_value)}{after}" if row.target_value is not None else ""


def _around(row: FormRow) -> tuple[str, str]:
    """What stands before and behind the number of a target."""
    words = (_CHANGES.get(row.change or "", ""), _SIGNS.get(row.comparator or "", ""))
    before = "".join(f"{word} " for word in words if word)
    after = f"–{plain(row.target_value_max)}" if row.target_value_max is not None else ""
    return before, after


def previous_format(row: FormRow, form: Form) -> str:
    """Number format of the last figure; one of an earlier period says of which."""
    if row.previous_period_code in (None, form.previous_period_code):
        return "General"
    return "General" + _quoted(f"（{short_period_label(row.previous_period_code or '')}）")


def rate_formula(row: FormRow, number: int, *, is_first: bool) -> str:
    """The completion rate as the warehouse computes it, of what stands in the row.

    Args:
        row: What the plan asks for.
        number: Row of the sheet, from 1.
        is_first: The form is of the first period of its year: nothing came before it.

    Returns:
        A formula that is blank while the figure is, or while nobody can tell the cumulative one.
    """
    method, target = row.completion_method, f"$E{number}"
    if method is None or row.target_value is None:
        return ""
    value = f"$G{number}"
    if row.basis != "level" and not is_first:
        value = f"($G{number}+IF($H{number}={_text(basis_words()['period'])},N($F{number}),0))"
    rate = {
        "ratio": f"{value}/{target}",
        "change": f"{value}/{target}",
        "baseline": f"({_number(row.baseline_value)}-{value})/"
        f"({_number(row.baseline_value)}-{target})",
        "limit": f"IF(OR({_holds(row, value, target)},{value}<=0),1,{target}/{value})",
    }[method]
    return f'=IF({_is_known(row, number, is_first=is_first)},{rate},"")'


def _is_known(row: FormRow, number: int, *, is_first: bool) -> str:
    """A figure stands there; of the period alone it also takes the one right before it."""
    filled = f"ISNUMBER($G{number})"
    if row.basis == "level" or is_first or row.is_previous_adjacent:
        return filled
    return f"AND({filled},$H{number}<>{_text(basis_words()['period'])})"


def _holds(row: FormRow, value: str, target: str) -> str:
    return f"{value}<{target}" if row.comparator == "<" else f"{value}<={target}"


def fell_formula(number: int) -> str:
    """True where a cumulative figure is lower than the last one: it turns orange."""
    cumulative = _text(basis_words()["year_to_date"])
    return (
        f"=AND(ISNUMBER($G{number}),ISNUMBER($F{number}),$H{number}={cumulative},"
        f"$G{number}<$F{number})"
    )


def value_hint(row: FormRow) -> str:
    """Key of the hint to a figure, which names its kind."""
    if row.change:
        return f"{row.change}_hint"
    return "percent_hint" if row.unit_name == "%" else "value_hint"


def value_rule(row: FormRow) -> dict[str, Any]:
    """Validation of a figure: a number, and none below zero unless it is a change."""
    may_fall = row.change == "increase"
    return {
        "validate": "decimal",
        "criteria": ">=",
        "value": -1e12 if may_fall else 0,
        "input_title": message("value_title"),
        "input_message": message(value_hint(row)),
        "error_title": message("value_error_title"),
        "error_message": message("change_error" if may_fall else "value_error"),
        "ignore_blank": True,
    }


def basis_rule() -> dict[str, Any]:
    """Drop-down of the bases."""
    choices = list(basis_words().values())
    return {
        "validate": "list",
        "source": choices,
        "input_title": message("basis_title"),
        "input_message": message("basis_hint"),
        "error_title": message("basis_error_title"),
        "error_message": message("basis_error").format(choices="、".join(choices)),
        "ignore_blank": False,
    }


def partial_rule() -> dict[str, Any]:
    """Drop-down of yes and no."""
    return {
        "validate": "list",
        "source": list(yes_no()),
        "error_title": message("basis_error_title"),
        "error_message": message("partial_error"),
        "ignore_blank": False,
    }


def explanation_rule() -> dict[str, Any]:
    """An explanation has a bounded length."""
    return {
        "validate": "length",
        "criteria": "<=",
        "value": _MOST_CHARACTERS,
        "error_title": message("explanation_error_title"),
        "error_message": message("explanation_error"),
    }


def attachments_rule() -> dict[str, Any]:
    """Names of files, with a hint how to write several."""
    return {
        "validate": "any",
        "input_title": message("attachments_title"),
        "input_message": message("attachments_hint"),
    }


def _number(value: Decimal | None) -> str:
    return f"({plain(value)})"


def _text(word: str) -> str:
    return f'"{word}"'


def _quoted(text: str) -> str:
    return f'"{text}"' if text else ""
