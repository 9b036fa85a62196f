"""Read the hidden key sheet of a returned workbook: whose form it is, and of which rows. Pure.

The keys decide, whatever the file, its sheets and its columns are called by now. Where they
contradict the folder, the title or each other, the workbook is refused as a whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import PurePosixPath
from typing import NamedTuple, cast, get_args

from ingestion.errors import SourceChangedError, WarehouseError
from ingestion.interpret.synthetic_mark import bears_mark
from ingestion.records import Basis, Evidence, Issue
from ingestion.submissions.envelope import Envelope, Given, KeyedRow
from ingestion.submissions.periods import Period, covers, find_periods, parse_period
from ingestion.submissions.results import issue
from ingestion.submissions.sheets import Sheet, SheetFile, read_workbook
from ingestion.submissions.table import Header, cell_place, known, locate
from ingestion.values.lookups import entries
from ingestion.values.width import squash

KEY_SHEET = "_planledger"
"""Name of the hidden sheet that holds the keys."""
_NEEDED = ("plan_id", "org_code", "period_code", "template_version")
_ROWS = "indicator_key"
# A form that comes back so long after its period is likely last year's, used again.
_STALE = timedelta(days=300)


class FormKeys(NamedTuple):
    """The keys of a form: name -> text, name -> place, and the rows that it was made with."""

    texts: dict[str, str]
    places: dict[str, Evidence]
    rows: dict[str, KeyedRow]
    sheet: Sheet
    at: dict[str, tuple[int, int]]

    def place(self, name: str) -> str:
        """The cell of one key in words."""
        return cell_place(self.sheet, *self.at[name])


def find_keys(file: SheetFile, document_id: str) -> FormKeys | None:
    """Find the key sheet; ``None`` where the file is no form of ours, or lost it."""
    for sheet in file.sheets:
        named = squash(sheet.name or "").casefold() == KEY_SHEET
        keys = _read_keys(sheet, document_id) if named else None
        if keys is not None:
            return keys
    return None


def _read_keys(sheet: Sheet, document_id: str) -> FormKeys | None:
    texts: dict[str, str] = {}
    places: dict[str, Evidence] = {}
    at: dict[str, tuple[int, int]] = {}
    table: int | None = None
    for (row, col), cell in sorted(sheet.cells.items()):
        if col != 0 or table is not None:
            continue
        if cell.text == _ROWS:
            table = row
            continue
        value = sheet.cells.get((row, 1))
        if value is not None:
            texts[cell.text] = value.text
            places[cell.text] = (locate(sheet, document_id, row, 1),)
            at[cell.text] = (row, 1)
    rows = {} if table is None else {one.indicator_key: one for one in _keyed_rows(sheet, table)}
    return FormKeys(texts, places, rows, sheet, at) if texts else None


def _keyed_rows(sheet: Sheet, table: int) -> Iterator[KeyedRow]:
    names = {cell.text: col for (row, col), cell in sheet.cells.items() if row == table}
    for row in sorted({row for row, _ in sheet.cells if row > table}):
        said = {
            name: sheet.cells[row, col].text if (row, col) in sheet.cells else ""
            for name, col in names.items()
        }
        basis = said.get("basis", "")
        if said[_ROWS]:
            yield KeyedRow(
                said[_ROWS],
                said.get("indicator", ""),
                said.get("unit", ""),
                cast(Basis, basis) if basis in get_args(Basis) else None,
            )


def check_keys(keys: FormKeys, envelope: Envelope) -> Period:
    """Refuse a form that is not for its sender, or whose keys are not whole.

    Returns:
        The period that the form is for.

    Raises:
        SourceChangedError: ``form_key_missing``, ``unknown_template_version``,
            ``unknown_period``, ``unknown_org`` or ``form_of_other_org``.
    """
    missing = [name for name in _NEEDED if not keys.texts.get(name)]
    if missing:
        raise SourceChangedError(
            "form_key_missing",
            f"报送表的隐藏标识不完整（缺 {'、'.join(missing)}），可能被改动，请重新下载报送表填报",
            f"the form's hidden keys are not whole ({', '.join(missing)}); fill in a fresh form",
            keys.sheet.name or "",
        )
    _check_version(keys)
    period = parse_period(keys.texts["period_code"])
    if period is None:
        raise SourceChangedError(
            "unknown_period",
            f"报送表隐藏标识中的期间“{keys.texts['period_code']}”看不懂，请重新下载报送表填报",
            f"the form's period '{keys.texts['period_code']}' cannot be read; fill in a fresh form",
            keys.place("period_code"),
        )
    _check_org(keys, envelope)
    _check_path(keys, period, envelope)
    return period


def known_versions() -> frozenset[str]:
    """Versions of our forms that are read."""
    found = entries("submission_words", "template_versions")
    return frozenset(str(entry["version"]) for entry in found)


def unknown_version(found: str, place: str) -> SourceChangedError:
    """The refusal of a form of a version that is not read, such as last year's."""
    now = "、".join(sorted(known_versions()))
    return SourceChangedError(
        "unknown_template_version",
        f"报送表的模板版本是“{found}”，现在使用的是“{now}”；可能是往年的模板，请重新下载报送表填报",
        f"the form is of template version '{found}', not {now}; it may be of an earlier year; fill "
        "in a fresh form",
        place,
    )


def _check_version(keys: FormKeys) -> None:
    found = keys.texts["template_version"]
    if found not in known_versions():
        raise unknown_version(found, keys.place("template_version"))


def _check_org(keys: FormKeys, envelope: Envelope) -> None:
    org_code, orgs = keys.texts["org_code"], envelope.orgs
    sender = orgs.name(envelope.sender)
    if org_code not in orgs:
        raise SourceChangedError(
            "unknown_org",
            f"报送表隐藏标识中的单位代码“{org_code}”不在机构名录中",
            f"no organisation has the code '{org_code}' of the form's hidden keys",
            keys.place("org_code"),
        )
    if not orgs.may_report(envelope.sender, org_code):
        raise SourceChangedError(
            "form_of_other_org",
            f"这是发给“{orgs.name(org_code)}”的报送表，却放在“{sender}”的目录里；"
            "两单位的文件可能对调了，请核对后重新放入各自目录",
            f"this form was made for {org_code} and lies in the folder of {envelope.sender}; two "
            "organisations' files may have been swapped",
            keys.place("org_code"),
        )


def _check_path(keys: FormKeys, period: Period, envelope: Envelope) -> None:
    """A folder that is named after a period holds reports for that period."""
    for part in PurePosixPath(envelope.path).parts[2:-1]:
        named = parse_period(part)
        if named is not None and named.code != period.code:
            raise SourceChangedError(
                "form_of_other_period",
                f"这是 {period.code} 的报送表，却放在“{part}”文件夹里，请核对期间后重新报送",
                f"this form is for {period.code} and lies in the folder '{part}'",
                keys.place("period_code"),
            )


def check_title(period: Period, sheet: Sheet, header: Header) -> None:
    """Refuse a form whose title somebody changed to another period: which is meant is unknown.

    Raises:
        SourceChangedError: ``form_of_other_period``.
    """
    for (row, col), cell in sorted(sheet.cells.items()):
        if row >= header.row:
            break
        title = find_periods(cell.text.partition("\n")[0])
        if title and not any(covers(one, period) for one in title):
            raise SourceChangedError(
                "form_of_other_period",
                f"标题写的是“{title[0].code}”，但这份报送表是为 {period.code} 制作的，"
                f"请使用 {title[0].code} 的报送表重新填报",
                f"the title says {title[0].code}, but the form was made for {period.code}; fill in "
                "the form of the period that is meant",
                cell_place(sheet, row, col),
            )
        if title:
            return


def form_issues(keys: FormKeys, period: Period, envelope: Envelope) -> Iterator[Issue]:
    """What is doubtful about a form that is read nevertheless."""
    if envelope.received_at.date() - period.end > _STALE:
        yield issue(
            envelope.document_id,
            "form_of_earlier_year",
            f"这份报送表是为 {period.code} 制作的，收到时已过去很久；"
            "如果填的是今年的数，请重新下载今年的报送表填报",
            f"this form was made for {period.code}, long before it came; if its figures are of "
            "this year, fill in this year's form",
            place=keys.place("period_code"),
            as_printed=keys.texts["period_code"],
            evidence=keys.places["period_code"],
        )
    name = find_periods(PurePosixPath(envelope.path).stem)
    if name and not any(covers(one, period) for one in name):
        yield issue(
            envelope.document_id,
            "file_name_contradicts",
            f"文件名写的是 {name[0].code}，但这份报送表是为 {period.code} 制作的；"
            f"已按 {period.code} 登记，请核对",
            f"the file's name says {name[0].code}, but the form was made for {period.code}, which "
            "counts",
            place=keys.place("period_code"),
            as_printed=keys.texts["period_code"],
            evidence=keys.places["period_code"],
        )


def form_given(keys: FormKeys, period: Period, sheet: Sheet, header: Header) -> Given:
    """What the keys, and the lines above the table, say once for all rows of a form."""
    texts = {
        "org": keys.texts["org_code"],
        "period": period.code,
        "plan_id": keys.texts["plan_id"],
    }
    above = (cell.text for (row, _), cell in sheet.cells.items() if row < header.row)
    if any(map(bears_mark, above)):
        texts["data_nature"] = "synthetic"
    places = {"org": keys.places["org_code"], "period": keys.places["period_code"]}
    return Given(
        form="template",
        texts=texts,
        places=places,
        keyed=keys.rows,
        plan_id=keys.texts["plan_id"],
        template_version=keys.texts["template_version"],
        is_partial=_says_partial(sheet, header),
        keeps_blanks=True,
    )


def _says_partial(sheet: Sheet, header: Header) -> bool:
    """Whether the answer beside 是否只补报部分指标, above the table, is yes."""
    for (row, col), cell in sheet.cells.items():
        label = known("labels", "label", cell.text.rstrip(":：?？"))
        if row < header.row and label == "is_partial":
            beside = (sheet.cells.get((row, further)) for further in range(col + 1, sheet.shape[1]))
            answer = next((one for one in beside if one is not None), None)
            return answer is not None and known("answers", "answer", answer.text) == "yes"
    return False


def named_sender(data: bytes, name: str) -> str | None:
    """The organisation that a form of ours was made for; ``None`` for any other file.

    For somebody who has the file and no folder to say who sends it. Never raises: what is wrong
    with the file is told when it is read.
    """
    try:
        keys = find_keys(read_workbook(data, name), document_id="")
    except WarehouseError:
        return None
    return keys.texts.get("org_code") if keys else None
