"""The rule book: every check as it is specified, and what it found in this release. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import groupby

from ingestion.publish.site.rows import CheckRow
from ingestion.records import Record

_SECTION = re.compile(r"^(Rule|Basis|Evidence|Skipped|Parameters|Source|Severity|Effect): ?", re.M)


class RuleText(Record):
    """A check as its own file states it. ``specification`` is the docstring of that file."""

    check_id: str
    version: int
    title_zh: str
    title_en: str
    severity: str
    effect: str
    inputs: tuple[str, ...]
    specification: str


class RuleView(Record):
    """One rule with its outcome, null where the release did not run it.

    ``sections`` are (name, paragraphs) of the specification.
    """

    rule: RuleText
    sections: tuple[tuple[str, tuple[str, ...]], ...]
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
            sections=read_specification(listed[check_id].specification),
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


def read_specification(text: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Split a specification into its named sections; what stands before them has no name."""
    _, _, body = text.strip().partition("\n")
    pieces = _SECTION.split(body)
    named = [("", pieces[0]), *zip(pieces[1::2], pieces[2::2], strict=True)]
    return tuple((name, paragraphs) for name, piece in named if (paragraphs := _paragraphs(piece)))


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(" ".join(one.split()) for one in re.split(r"\n\s*\n", text) if one.strip())


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
    )
