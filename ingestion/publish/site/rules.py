"""The rule book: every check as it is specified, and what it found in this release. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import groupby

from ingestion.publish.pages import labels_of
from ingestion.publish.site.rows import CheckRow
from ingestion.records import Record

Sections = tuple[tuple[str, tuple[str, ...]], ...]
"""(Name, paragraphs) of a specification."""

_TITLE = re.compile(r"\A[A-Z]\d{2}: .*")
_PARAGRAPH_END = re.compile(r"\n\s*\n")
# Chinese has no spaces: where a line of it ends, the next goes on.
_LINE_END = re.compile(r"(?<=[，。；：、])\n|(?<=[一-鿿])\n(?=[一-鿿])")


class RuleText(Record):
    """A check as its own file states it.

    ``specification`` is the docstring of that file, ``specification_zh`` the same in Chinese.
    """

    check_id: str
    version: int
    title_zh: str
    title_en: str
    severity: str
    effect: str
    inputs: tuple[str, ...]
    specification: str
    specification_zh: str


class RuleView(Record):
    """One rule with its outcome, null where the release did not run it.

    ``sections_zh`` say what ``sections_en`` say.
    """

    rule: RuleText
    sections_zh: Sections
    sections_en: Sections
    outcome: CheckRow | None
    docs_page: str
    finding_count: int


class RuleFamily(Record):
    """The rules whose ids begin with one letter."""

    letter: str
    rules: tuple[RuleView, ...]


def arrange_rules(
    rules: Sequence[RuleText],
    checks: Sequence[CheckRow],
    *,
    docs_pages: Mapping[str, str],
    found: Mapping[str, int],
) -> tuple[RuleFamily, ...]:
    """Arrange the rule book by family.

    Args:
        rules: As the registry has them; a check of the release that it lacks gets a rule of its own
            without specification.
        checks: What became of each in this release.
        docs_pages: Address of the check engine's page by check id.
        found: Findings by check id.
    """
    known = {one.check_id: one for one in rules}
    outcomes = {one.check_id: one for one in checks}
    listed = {**{one.check_id: _bare(one) for one in checks}, **known}
    views = [
        RuleView(
            rule=listed[check_id],
            sections_zh=read_specification(listed[check_id].specification_zh),
            sections_en=read_specification(listed[check_id].specification),
            outcome=outcomes.get(check_id),
            docs_page=docs_pages.get(check_id, ""),
            finding_count=found.get(check_id, 0),
        )
        for check_id in sorted(listed, key=_family_order)
    ]
    return tuple(
        RuleFamily(letter=letter, rules=tuple(group))
        for letter, group in groupby(views, key=lambda one: one.rule.check_id[:1])
    )


def read_specification(text: str) -> Sections:
    """Split a specification, Chinese or English, into its sections.

    Returns:
        Code of the section's name -> paragraphs. What stands before the first has no name; the line
        of the check's id and title is left out.
    """
    codes, heading = _section_names()
    pieces = heading.split(_TITLE.sub("", text.strip()))
    names = ["", *(codes[one] for one in pieces[1::2])]
    named = zip(names, pieces[::2], strict=True)
    return tuple((name, paragraphs) for name, piece in named if (paragraphs := _paragraphs(piece)))


@cache
def _section_names() -> tuple[dict[str, str], re.Pattern[str]]:
    """Code of a section by the words that head it, and what finds them."""
    labels = labels_of("specification")
    codes = {word: code for code, (chinese, _) in labels.items() for word in (code, chinese)}
    return codes, re.compile(rf"^({'|'.join(codes)})(?:: ?|：)", re.M)


def _paragraphs(text: str) -> tuple[str, ...]:
    joined = (_LINE_END.sub("", one.strip()) for one in _PARAGRAPH_END.split(text))
    return tuple(" ".join(one.split()) for one in joined if one)


def _family_order(check_id: str) -> tuple[int, str]:
    families = "PXSAI"
    place = families.find(check_id[:1])
    return (place if place >= 0 else len(families), check_id)


def _bare(check: CheckRow) -> RuleText:
    return RuleText(
        check_id=check.check_id,
        version=int(check.check_version) if check.check_version.isdigit() else 1,
        title_zh=check.title_zh,
        title_en=check.title_en,
        severity=check.severity,
        effect=check.effect,
        inputs=(),
        specification="",
        specification_zh="",
    )
