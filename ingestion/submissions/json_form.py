"""Read the JSON form of a report as a table, every cell with its JSON pointer. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from ingestion.errors import SourceChangedError, UnreadableDocumentError
from ingestion.records import Locator
from ingestion.submissions.envelope import Envelope, Given
from ingestion.submissions.periods import parse_period
from ingestion.submissions.sheets import Sheet, SheetCell, SheetFile
from ingestion.submissions.table import Header
from ingestion.submissions.tables import Table, Tables
from ingestion.submissions.template import known_versions, unknown_version

FORM_NAME = "planledger.submission"
_NEEDED = ("plan_id", "org_code", "period_code", "template_version")
_KNOWN = frozenset({"form", "release_id", "is_partial", "values", "data_nature", *_NEEDED})
_FIELDS = (
    "indicator_key", "indicator", "unit", "basis", "value", "explanation", "attachments",
    "org_code",
)  # fmt: skip
_SPACE = re.compile(r"[ \t\r\n]*")
_SCALAR = re.compile(r"-?\d[\d.eE+-]*|true|false|null")
_MOST_NESTED = 6


class _Node(NamedTuple):
    """One value of a JSON text: what it is, and its span; of a text without its quotes."""

    value: Any
    start: int
    end: int


def is_json(text: str) -> bool:
    """Whether a text is meant to be JSON: it starts as an object does."""
    return text.lstrip("\ufeff \t\r\n").startswith("{")


def read_json_form(text: str, name: str, envelope: Envelope) -> tuple[SheetFile, Tables]:
    """Read the JSON form.

    Args:
        text: The decoded file.
        name: File name, for messages.
        envelope: What is known of the delivery.

    Returns:
        The file as one sheet, a row for each of ``values``, and its table.

    Raises:
        UnreadableDocumentError: ``damaged_json``.
        SourceChangedError: ``unknown_json_form``, ``missing_field``, ``unknown_field``,
            ``wrong_field``, ``unknown_template_version``, ``unknown_period``, ``unknown_org`` or
            ``form_of_other_org``.
    """
    nodes = _parse(text, name)
    head = nodes.value
    _check_head(head)
    rows = head["values"].value
    cells: dict[tuple[int, int], SheetCell] = {}
    addresses: dict[tuple[int, int], str] = {}
    for row, node in enumerate(rows, 1):
        for col, field, shown in _row_cells(node, row - 1):
            cells[row, col] = SheetCell(
                row, col, shown, text[field.start : field.end], field.start, field.end
            )
        for col, field_name in enumerate(_FIELDS):
            addresses[row, col] = f"/values/{row - 1}/{field_name}"
    sheet = Sheet(None, cells, {}, (len(rows) + 1, len(_FIELDS)), addresses=addresses)
    header = Header(0, {field: col for col, field in enumerate(_FIELDS)})
    given = _given(head, text, envelope)
    return SheetFile("text", text, (sheet,)), Tables((Table(0, header, given),))


def _check_head(head: dict[str, _Node]) -> None:
    form = head["form"].value if "form" in head else None
    if form != FORM_NAME:
        raise SourceChangedError(
            "unknown_json_form",
            f"JSON 文件的 form 应为“{FORM_NAME}”",
            f"the field form of a JSON report is '{FORM_NAME}'",
            "/form",
        )
    for field in (*_NEEDED, "values"):
        if field not in head or head[field].value in (None, ""):
            raise SourceChangedError(
                "missing_field", f"缺少字段 {field}", f"the field {field} is missing", f"/{field}"
            )
    for field in head.keys() - _KNOWN:
        raise _unknown_field(f"/{field}")
    if not isinstance(head["values"].value, list):
        raise _wrong_field("/values", "应为数组", "must be an array")


def _given(head: dict[str, _Node], text: str, envelope: Envelope) -> Given:
    said = {name: str(node.value) for name, node in head.items() if name != "values"}
    if said["template_version"] not in known_versions():
        raise unknown_version(said["template_version"], "/template_version")
    _check_subject(said, envelope)
    partial = head["is_partial"].value if "is_partial" in head else False
    if not isinstance(partial, bool):
        raise _wrong_field("/is_partial", "应为 true 或 false", "must be true or false")

    def place(name: str) -> tuple[Locator, ...]:
        node = head[name]
        quote = text[node.start : node.end]
        return (
            Locator(
                document_id=envelope.document_id,
                start=node.start,
                end=node.end,
                cell=f"/{name}",
                quote=quote,
            ),
        )

    texts = {"org": said["org_code"], "period": said["period_code"], "plan_id": said["plan_id"]}
    if "data_nature" in said:
        texts["data_nature"] = said["data_nature"]
    return Given(
        form="json",
        texts=texts,
        places={"org": place("org_code"), "period": place("period_code")},
        plan_id=said["plan_id"],
        template_version=said["template_version"],
        is_partial=partial,
        keeps_blanks=True,
    )


def _check_subject(said: dict[str, str], envelope: Envelope) -> None:
    orgs, org_code = envelope.orgs, said["org_code"]
    if parse_period(said["period_code"]) is None:
        raise SourceChangedError(
            "unknown_period",
            f"看不懂的期间“{said['period_code']}”，请写作 2024-Q1、2024-06、2024-H1 或 2024",
            f"cannot read the period '{said['period_code']}'",
            "/period_code",
        )
    if org_code not in orgs:
        raise SourceChangedError(
            "unknown_org",
            f"机构名录中没有代码为“{org_code}”的单位",
            f"no organisation has the code '{org_code}'",
            "/org_code",
        )
    if not orgs.may_report(envelope.sender, org_code):
        raise SourceChangedError(
            "form_of_other_org",
            f"这份报送是“{orgs.name(org_code)}”的，却放在“{orgs.name(envelope.sender)}”的目录里，"
            "请核对后重新放入各自目录",
            f"this report is of {org_code} and lies in the folder of {envelope.sender}",
            "/org_code",
        )


def _row_cells(node: _Node, number: int) -> Iterator[tuple[int, _Node, str]]:
    if not isinstance(node.value, dict):
        raise _wrong_field(f"/values/{number}", "应为对象", "must be an object")
    for name, field in node.value.items():
        pointer = f"/values/{number}/{name}"
        if name not in _FIELDS:
            raise _unknown_field(pointer)
        if name == "attachments" and field.value is not None:
            if not isinstance(field.value, list):
                raise _wrong_field(pointer, "应为文件名的数组", "must be an array of file names")
            shown = "\n".join(str(one.value) for one in field.value)
        elif isinstance(field.value, dict | list):
            raise _wrong_field(pointer, "应为文字或数字", "must be a text or a number")
        else:
            shown = "" if field.value is None else str(field.value).strip()
        if shown:
            yield _FIELDS.index(name), field, shown


def _parse(text: str, name: str) -> _Node:
    try:
        start = len(text) - len(text.lstrip("\ufeff"))
        node = _read(text, _skip(text, start), 0)
        if _skip(text, node.end) != len(text) or not isinstance(node.value, dict):
            raise ValueError("more than one object")
    except (ValueError, IndexError) as error:
        raise UnreadableDocumentError(
            "damaged_json",
            f"“{name}”不是完整的 JSON，无法读取，请检查后重新报送",
            f"'{name}' is not sound JSON ({error})",
            name,
        ) from error
    return node


def _skip(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


def _read(text: str, at: int, depth: int) -> _Node:
    """Read one value; numbers stay as they are written."""
    if depth > _MOST_NESTED:
        raise ValueError("nested too deeply")
    if text[at] == '"':
        value, end = json.decoder.scanstring(text, at + 1, True)  # type: ignore[attr-defined]
        return _Node(value, at + 1, end - 1)
    if text[at] in "{[":
        return _read_members(text, at, depth)
    match = _SCALAR.match(text, at)
    if match is None:
        raise ValueError(f"unexpected character at {at}")
    words = {"true": True, "false": False, "null": None}
    return _Node(words.get(match[0], match[0]), *match.span())


def _read_members(text: str, start: int, depth: int) -> _Node:
    is_object = text[start] == "{"
    closing = "}" if is_object else "]"
    members: dict[str, _Node] = {}
    items: list[_Node] = []
    at = _skip(text, start + 1)
    while text[at] != closing:
        if members or items:
            if text[at] != ",":
                raise ValueError(f"a comma is missing at {at}")
            at = _skip(text, at + 1)
        node = _read(text, at, depth + 1)
        at = _skip(text, node.end + (text[at] == '"'))
        if is_object:
            if text[at] != ":" or not isinstance(node.value, str) or node.value in members:
                raise ValueError(f"a name is missing or repeated at {at}")
            value_at = _skip(text, at + 1)
            members[node.value] = value = _read(text, value_at, depth + 1)
            at = _skip(text, value.end + (text[value_at] == '"'))
        else:
            items.append(node)
    return _Node(members if is_object else items, start, at + 1)


def _unknown_field(pointer: str) -> SourceChangedError:
    return SourceChangedError(
        "unknown_field", f"不认识的字段 {pointer}", f"unknown field {pointer}", pointer
    )


def _wrong_field(pointer: str, zh: str, en: str) -> SourceChangedError:
    return SourceChangedError(
        "wrong_field", f"字段 {pointer} {zh}", f"the field {pointer} {en}", pointer
    )
