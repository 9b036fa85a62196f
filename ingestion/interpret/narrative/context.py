"""Target or actual, year and place of a quantity, by headings and the words around it. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingestion.interpret.narrative.words import any_pattern, front_expression, patterns
from ingestion.records import Document, QuantityKind
from ingestion.values.lookups import entries

_TIME = "narrative_time"
_YEAR = re.compile(r"(?<!\d)(20\d{2})(?=年)")
_COMPARED = re.compile(r"(?:较|比|与|从|由|同|相比|比肩|持平|高于|低于|多于|少于|相当于)$")
_IN_TURN = re.compile(
    r"(?P<years>20\d{2}年(?:底|末)?(?:[、,和及与](?:到|至)?20\d{2}年(?:底|末)?)+)[^;。\d]{0,40}分别(?:达到?|为|不低于|不少于|实现|完成)?"
)
_OF_YEAR = re.compile(
    r"(?:(?P<year>20\d{2})年|上年度?|去年)(?:同期|年?末|年?底|年?初)?的?(?:约|近|不足)?$"
)
_LAST_YEAR = re.compile(r"(?:19|20)\d{2}年?[-—–~至到]{1,2}(20\d{2})(?=年|\))")
_SCOPE_YEAR = re.compile(r"^(?:力争|争取)?(?:到|至)(20\d{2})年(?:年?底|末)?[,，]")
_FIVES = "一二三四五六"
_SCOPE_PERIOD = re.compile(rf"“?十([{_FIVES}])五”?(?:时期|期间|以来)")
_PERIOD_END = re.compile(rf"“?十([{_FIVES}])五”?(?:时期|规划)?(?:期?末)")
_FIRST_END = 2010  # the eleventh five-year period ends with it
# 2005年底前建成的小区, 2019年同期水平: the year says which things or what level is meant.
_NO_TIME = re.compile(
    r"同期|(?:底|末)?的?基础上|的[\d.]+倍|(?:底|末)?(?:以)?前(?:建|竣|投|登|出生|认定)"
)
_LONG_HEADING = 40
_PLACE = re.compile(
    r"^(?:在)?(?P<places>各地|(?:[一-鿿]{2,4}(?:、[一-鿿]{2,4}){1,4}(?=等?地?(?:开展|举办|两地|三地|等地))))"
)
_NO_PLACE = re.compile(
    r"^(?:全|各|本|我|地|城|超|都|园|社|景|街|辖|设|县|市|省|商|山|校|小|库|服务|示范|功能|集聚|高新|开发|农贸|专业)"
)


@dataclass(frozen=True, slots=True)
class Setting:
    """What headings and document say about the quantities below them."""

    kind: QuantityKind
    year: int | None
    is_told: bool = False
    begins: int | None = None  # first year of a plan over years
    written: int | None = None  # year in which news was written: its 去年 is the year before that


def setting_of(document: Document, headings: Sequence[str], place: int = 0) -> Setting:
    """Kind and year by the part and its headings; the nearest telling heading decides.

    Args:
        document: The document record; its parts may differ in kind and year.
        headings: Headings above the text, outermost first.
        place: Offset of the text, which tells the part.
    """
    part = next((p for p in document.parts if p.start <= place < p.end), None)
    own_kind = (part and part.kind) or document.kind
    base: QuantityKind = "target" if own_kind in ("plan", "task_list") else "actual"
    own_year = part.year if part and part.year != document.year else None
    kind, year = base, own_year or _year_of(document)
    kind_found = year_found = False
    for heading in reversed(headings):
        if len(heading) > _LONG_HEADING:
            continue
        told = _kind_of_heading(heading, is_plan=base == "target" or _is_ahead(document, heading))
        if told and not kind_found:
            kind, kind_found = told, True
        years = [] if _LAST_YEAR.search(heading) else _YEAR.findall(heading)
        if len(years) == 1 and not year_found:
            year, year_found = int(years[0]), True
    if kind_found and not year_found and kind == "actual" and _is_opening_report(document):
        year, year_found = (year - 1 if year else None), True
    if kind_found and not year_found and kind == "actual" and document.year and document.year_end:
        year = document.year - 1  # what a plan over years builds on was before it
    begins = document.year if not year_found and document.year and year else None
    return Setting(kind, year, kind_found, begins, _written_in(document))


def _written_in(document: Document) -> int | None:
    """The year in which press was published; other documents speak from the year they are about."""
    if document.kind != "news" or document.published_on is None:
        return None
    return document.published_on.year


def is_titled(document: Document) -> bool:
    """Whether the title says which way the text looks: a progress report, or parts that differ."""
    kinds = {part.kind for part in document.parts}
    return document.kind == "progress_report" or len(kinds) > 1


def _is_opening_report(document: Document) -> bool:
    """The report of a government to the congress opens its year: what it looks back on is before.

    A title that spans the year looked back on (2025年…和2026年…) is split into parts.
    """
    return "政府工作报告" in document.title and len(document.parts) <= 1


def _year_of(document: Document) -> int | None:
    """A plan over years sets its targets for the last of them; a page without a year is dated."""
    published = document.published_on.year if document.published_on else None
    return document.year_end or document.year or published


def kind_of(
    setting: Setting, words: str, year: int | None, before: QuantityKind | None
) -> QuantityKind:
    """Kind of a quantity by the words of its clause.

    Args:
        setting: What the headings say.
        words: The clause.
        year: Year that the clause prints, if any.
        before: What an earlier clause of the sentence decided, if any.
    """
    ahead = _last(words, "target")
    back = _last(words, "actual", is_plan=setting.kind == "target")
    if setting.kind == "actual" and ahead < 0 and _last(words, "done") >= 0:
        return "actual"  # 目标10家,完成8家
    if ahead < 0 and back < 0:
        if year is not None and setting.year is not None and year > setting.year:
            return "target"
        if year is not None and setting.year is not None and year < _begin(setting):
            return "actual"
        return setting.kind if _last(words, "present") >= 0 else before or setting.kind
    return "target" if ahead > back else "actual"


def _begin(setting: Setting) -> int:
    return min(setting.begins or setting.year or 0, setting.year or 0)


def year_in(words: str, setting: Setting) -> int | None:
    """The year that a clause is about, if it says so; years only compared with do not count."""
    found = years_told(words, setting)
    return found[-1][1] if found else None


def year_before(words: str, setting: Setting, place: int) -> int | None:
    """The year told last before a place, where the words tell several: 今年8万元、明年10万元."""
    found = years_told(words, setting)
    if len({year for _, year in found}) < 2:
        return None
    return next((year for at, year in reversed(found) if at < place), None)


def years_in_turn(words: str, place: int) -> tuple[int, ...]:
    """The years of a list that the values behind it take in turn: 到2027年、2030年分别达到…."""
    for match in _IN_TURN.finditer(words):
        if match.end() <= place:
            return tuple(map(int, _YEAR.findall(match["years"])))
    return ()


def baseline_year(words: str, setting: Setting) -> int | None:
    """The year that stands right before the number of a baseline: 由2020年的89%, 比上年的12家."""
    match = _OF_YEAR.search(words)
    if match is None or match["year"]:
        return int(match["year"]) if match else None
    now = setting.written or setting.year
    return now - 1 if now else None


def years_told(words: str, setting: Setting) -> list[tuple[int, int]]:
    """Every year that words tell, and where, in order; years only compared with do not count."""
    found = [
        (match.start(), int(match[1]))
        for match in _YEAR.finditer(words)
        if not _COMPARED.search(words[: match.start()])
        and not _NO_TIME.match(words, match.end() + 1)
    ]
    for entry in entries(_TIME, "years"):
        for word in entry["words"]:
            place = words.rfind(str(word))
            if words.startswith("以来", place + len(str(word))):
                continue
            now = setting.written or setting.year
            if place >= 0 and now and not _COMPARED.search(words[:place]):
                found.append((place, now + int(entry["offset"])))
    for period in _PERIOD_END.finditer(words):
        if not _COMPARED.search(words[: period.start()]):
            found.append((period.start(), _end_of_period(period[1])))
    return sorted(found)


def scope_of(words: str) -> QuantityKind | None:
    """Kind that a sentence gives to the rest of its paragraph, if it opens a period."""
    for entry, expression in patterns(_TIME, "scopes"):
        if expression.search(words):
            return "actual" if entry["kind"] == "actual" else "target"
    return None


def scope_year_of(words: str) -> int | None:
    """Year that a sentence gives to the rest of its paragraph (到2025年)."""
    found = _SCOPE_YEAR.match(words)
    if found:
        return int(found[1])
    period = _SCOPE_PERIOD.match(words)
    return _end_of_period(period[1]) if period else None


def _end_of_period(numeral: str) -> int:
    return _FIRST_END + 5 * _FIVES.index(numeral)


def place_in(words: str) -> str | None:
    """A place that the clause names at its front; None where everyone is meant."""
    match = _PLACE.match(words)
    if match is None or (front_expression().match(words) and match["places"] != "各地"):
        return None
    if _NO_PLACE.match(match["places"]) and match["places"] != "各地":
        return None
    return match["places"]


def is_furniture(line: str) -> bool:
    """Whether a line belongs to the page around the text."""
    return bool(any_pattern(_TIME, "furniture").search(line))


def _is_ahead(document: Document, heading: str) -> bool:
    """Whether a heading names a year that the document still has before it."""
    years = [int(year) for year in _YEAR.findall(heading)]
    if "今年" in heading or document.year is None or not years:
        return "今年" in heading
    return years[0] > document.year or (
        years[0] == document.year and document.title.endswith("工作报告")
    )


def _kind_of_heading(heading: str, *, is_plan: bool) -> QuantityKind | None:
    for entry, expression in patterns(_TIME, "headings"):
        if entry.get("only_plans") and not is_plan:
            continue
        if expression.search(heading):
            return "actual" if entry["kind"] == "actual" else "target"
    return None


def _last(words: str, section: str, *, is_plan: bool = False) -> int:
    """Where the last word of a section begins; some tell only in a text that looks back."""
    found = (
        match.start()
        for entry, expression in patterns(_TIME, section)
        if not (is_plan and entry.get("only_reports"))
        for match in expression.finditer(words)
    )
    return max(found, default=-1)
