"""A year of invented submissions for the 2024 sample plan, with the errors planted in it.

``generation(seed)`` gives every file with the time it was received, and the list of what is wrong
in them. Another seed is another year: other figures, and the same kinds of errors elsewhere.
"""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import yaml

from .figures import (
    CITY,
    MONTHS,
    RATE_UNITS,
    Figure,
    all_series,
    city_figures,
    clean_parts,
    explained,
    plain,
)
from .forms import HEADER, SIGNED, SUFFIXES, WRITERS, prose
from .planted_figures import plant_in_parts
from .planted_files import Sent, draft_of_next_year, late_time, plant_in_files, refused_first
from .planted_reports import plant_in_reports
from .planting import NoPlaceLeftError, Planted, Year
from .sending import usual_time
from .sources import read_rows

SEED = 20240403
_ATTEMPTS = 50
_CORRECTED_AFTER = timedelta(days=4, hours=2)
_PROSE_AFTER = timedelta(hours=1, minutes=25)
_AGAIN_AFTER = timedelta(days=1, minutes=11)
_REFUSED_BEFORE = timedelta(hours=3)
# How an encrypted workbook begins: a compound file, not a ZIP.
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = _COMPOUND + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(480)
_NO_BASIS = tuple(column for column, word in enumerate(HEADER) if word != "口径")

_FORMS_BY_ROW = ("xlsx", "csv")
"""Forms that say in each row whose figure it is and of which month."""

_ABOUT = """\
# What was planted in samples/progress; written by samples/build_samples.py. All of it is invented.
# kind: check, a finding of that check; issue, what the reader says of a cell; refusal, a file that
#   is not read; private, words about a person that no mart and no page may show.
# code: the check's id, or the code of the issue or refusal.
# expected and observed are as planted, not as a message prints them; done says in words what was
#   done. follows: findings that the same error also causes; none of them is a false one.
---
"""


@dataclass(frozen=True)
class Generation:
    """One synthetic year. ``planted`` is in the order of the files."""

    files: tuple[Sent, ...]
    planted: tuple[Planted, ...]
    values: int

    def errors(self) -> str:
        """What was planted, as YAML."""
        codes = {row["org"]: row["org_code"] for row in read_rows("org_units.csv")}
        rows = [_error(one, codes) for one in self.planted]
        return _ABOUT + yaml.safe_dump(rows, allow_unicode=True, sort_keys=False, width=100)

    def received(self) -> str:
        """Landing path and time of every file, as CSV."""
        text = io.StringIO(newline="")
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(("path", "received_at"))
        for sent in self.files:
            writer.writerow((f"progress/{sent.path}", f"{sent.received_at:%Y-%m-%dT%H:%M:%SZ}"))
        return text.getvalue()


def generation(seed: int = SEED) -> Generation:
    """Invent a year. Where its errors leave no place for one more, the next one is drawn.

    Raises:
        NoPlaceLeftError: The errors find no place in any of many years.
    """
    for attempt in range(_ATTEMPTS):
        with suppress(NoPlaceLeftError):
            return _drawn(random.Random(f"{seed}/{attempt}"))
    raise NoPlaceLeftError


def _drawn(draw: random.Random) -> Generation:
    year = Year(draw, clean_parts(draw))
    plant_in_parts(year)
    year.sent = {key: explained(figure, draw) for key, figure in year.parts.items()}
    _without_words(year)
    year.sent |= {figure.key: explained(figure, draw) for figure in city_figures(year.parts)}
    units = read_rows("org_units.csv")
    others = [unit["org"] for unit in units if unit["org"] != CITY]
    forms = {unit["org"]: unit["format"] for unit in units}
    by_row = [org for org in others if forms[org] in _FORMS_BY_ROW]
    plant_in_reports(year, by_row, [org for org in others if forms[org] == "json"])
    plant_in_files(year, others, by_row)
    year.plant(_signed(next(unit["org"] for unit in units if unit["format"] == "own")))
    files = list(_files(year, units))
    return Generation(
        tuple(sorted(files, key=lambda sent: (sent.received_at, sent.path))),
        tuple(year.planted),
        len(year.sent),
    )


def _without_words(year: Year) -> None:
    """What an error left unexplained stays unexplained."""
    for planted in year.planted:
        for key, figure in year.sent.items():
            if planted.code == "A09" and key[:2] == (planted.org, planted.indicator):
                year.sent[key] = replace(figure, explanation="")


def _files(year: Year, units: Sequence[dict[str, str]]) -> Iterator[Sent]:
    order = {series.name: number for number, series in enumerate(all_series())}
    forms = {unit["org"]: unit["format"] for unit in units}
    codes = {unit["org"]: unit["org_code"] for unit in units}
    books = [org for org, form in forms.items() if form == "xlsx" and org != CITY]
    refused = {(org, month): code for org, month, code, _ in refused_first(year, books)}
    _type_numbers_as_text(year, [org for org, form in forms.items() if form == "csv"])
    for org, form in forms.items():
        for month in MONTHS:
            rows = sorted(
                (f for key, f in year.sent.items() if key[0] == org and key[2] == month),
                key=lambda figure: order[figure.indicator],
            )
            at = usual_time(month, year.draw)
            if (org, month) in year.absent:
                continue
            stem = f"{codes[org]}/{month}"
            rows += year.added.get((org, month), [])
            yield from _sent(year, (org, month), rows, (stem, form, at))
            if code := refused.get((org, month)):
                data = _refused(code, WRITERS["xlsx"](rows), rows)
                yield Sent(f"{stem}-首次.xlsx", data, at - _REFUSED_BEFORE)
    org, figures, at = draft_of_next_year(
        year, [org for org, form in forms.items() if org != CITY and form in _FORMS_BY_ROW]
    )
    data = WRITERS[forms[org]](figures)
    yield Sent(f"{codes[org]}/{figures[0].month}.{forms[org]}", data, at)


def _signed(org: str) -> Planted:
    return Planted(
        kind="private",
        code="personal_words",
        org=org,
        period=MONTHS[0],
        observed=SIGNED,
        done="每月表尾写有填报人姓名和电话(虚构),数据集市和报告中都不得出现",
    )


def _sent(
    year: Year, report: tuple[str, str], rows: list[Figure], file: tuple[str, str, datetime]
) -> Iterator[Sent]:
    """The files of one report: one, or a second one that corrects or repeats it."""
    stem, form, at = file
    suffix = SUFFIXES.get(form, form)
    if report in year.late:
        at = late_time(year, report[1])
    data = WRITERS[form](rows)
    if report in year.first_sent:
        first = [year.first_sent[report].get(figure.key, figure) for figure in rows]
        yield Sent(f"{stem}.{suffix}", WRITERS[form](first), at)
        yield Sent(f"{stem}-更正.{suffix}", data, at + _CORRECTED_AFTER)
        return
    yield Sent(f"{stem}.{suffix}", data, at)
    if report in year.said:
        yield Sent(f"{stem}-小结.txt", prose(rows[0], year.said[report]), at + _PROSE_AFTER)
    if report in year.twice:
        yield Sent(f"{stem}-重报.{suffix}", data, at + _AGAIN_AFTER)


def _refused(code: str, book: bytes, rows: Sequence[Figure]) -> bytes:
    if code == "damaged_workbook":
        return book[: len(book) // 3]
    if code == "encrypted_file":
        return _ENCRYPTED
    return WRITERS["xlsx"](rows, _NO_BASIS)


def _type_numbers_as_text(year: Year, orgs: Sequence[str]) -> None:
    """Numbers as people type them, which are still numbers: no error at all."""
    for key, figure in year.sent.items():
        if key[0] not in orgs or figure.value is None or figure.printed is not None:
            continue
        if figure.value >= 1000 or (figure.unit == "%" and year.draw.random() < 0.02):
            printed = f"{figure.value:,}" if figure.unit not in RATE_UNITS else plain(figure.value)
            words = f"{printed}％" if figure.unit == "%" else printed
            year.sent[key] = replace(figure, printed=words)


def _error(planted: Planted, codes: dict[str, str]) -> dict[str, object]:
    row: dict[str, object] = {
        "kind": planted.kind,
        "code": planted.code,
        "org_code": codes[planted.org],
        "org_name": planted.org,
        "indicator": planted.indicator,
        "period": planted.period,
        "expected": planted.expected,
        "observed": planted.observed,
        "done": planted.done,
    }
    if planted.follows:
        row["follows"] = [
            {"code": code, "org_code": codes[org], "indicator": indicator, "period": period}
            for code, org, indicator, period in planted.follows
        ]
    return row


__all__ = ["SEED", "Generation", "generation"]
