"""How the cells of a form look: one look a meaning, made once a workbook. Pure."""

from __future__ import annotations

from typing import Any

_FONT = {"font_name": "微软雅黑", "font_size": 10}
_BORDER = {"border": 1, "border_color": "#BFC7D1"}
_MIDDLE = {"valign": "vcenter"}
_WRAPPED = {"text_wrap": True}
_OPEN = {"locked": False, "bg_color": "#FFF8DC", "border": 1, "border_color": "#D9C58B"}
_INK, _FAINT = "#1F2A37", "#5B6673"
_LOOKS: dict[str, dict[str, Any]] = {
    "title": {"font_size": 18, "bold": True, "align": "center", "font_color": "#12365E"},
    "subtitle": {"align": "center", "font_color": _FAINT},
    "how_to": {"align": "left", "font_color": _INK, "bg_color": "#F3F6FA", "indent": 1} | _WRAPPED,
    "label": {"bold": True, "align": "right", "indent": 1, "font_color": _INK},
    "note": {"font_color": _FAINT, "align": "left", "indent": 1},
    "header": {"bold": True, "align": "center", "font_color": "#FFFFFF", "bg_color": "#12365E"}
    | _BORDER
    | _WRAPPED,
    "header_fill": {"bold": True, "align": "center", "font_color": "#5C4400", "bg_color": "#FFD966"}
    | _BORDER
    | _WRAPPED,
    "key": {"font_color": "#A0A7B0", "font_size": 8},
    "centre": {"align": "center", "font_color": _INK} | _BORDER,
    "text": {"align": "left", "indent": 1, "font_color": _INK} | _BORDER | _WRAPPED,
    "number": {"align": "right", "indent": 1, "font_color": _INK} | _BORDER,
    "rate": {"align": "right", "indent": 1, "num_format": "0.0%", "font_color": _INK} | _BORDER,
    "fill_number": {"align": "right", "indent": 1, "font_size": 11} | _OPEN,
    "fill_centre": {"align": "center"} | _OPEN,
    "fill_text": {"align": "left", "indent": 1} | _OPEN | _WRAPPED,
}


class SheetStyles:
    """The looks of one workbook, by name."""

    def __init__(self, workbook: Any) -> None:
        self._workbook = workbook
        self._made: dict[str, Any] = {}

    def of(self, name: str) -> Any:
        """The look of one meaning."""
        if name not in self._made:
            self._made[name] = self._make(name)
        return self._made[name]

    def number(self, shown: str) -> Any:
        """A locked number with a number format of its own."""
        key = f"number {shown}"
        if key not in self._made:
            self._made[key] = self._workbook.add_format(
                _FONT | _MIDDLE | _LOOKS["number"] | {"num_format": shown}
            )
        return self._made[key]

    def _make(self, name: str) -> Any:
        if name == "fell":  # a conditional format sets only what it changes
            return self._workbook.add_format({"bg_color": "#F8CBAD", "font_color": "#9C2A00"})
        return self._workbook.add_format(_FONT | _MIDDLE | _LOOKS[name])
