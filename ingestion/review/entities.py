"""What an answer may name: organisations, departments and indicators, by code or name. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterator

from ingestion.match.divisions import Divisions
from ingestion.match.names import fold_name
from ingestion.review.questions import Question, Release
from ingestion.values.width import fold_width


class EntityNames:
    """Finds what a reviewer named.

    Args:
        release: What the current release knows.
        divisions: All official units, for organisations that no plan has named so far.
    """

    def __init__(self, release: Release, divisions: Divisions) -> None:
        self._release = release
        self._divisions = divisions

    def find(
        self, text: str, family: str, question: Question | None, place: str | None
    ) -> tuple[list[tuple[str, str]], bool]:
        """Everything that a text may name.

        Args:
            text: What the reviewer wrote.
            family: ``org``, ``department``, ``indicator`` or ``narrative``.
            question: The question, if it is still open; its candidates come first.
            place: The place that the question is about, empty if unknown; None if any may be meant.

        Returns:
            Codes and names in order, and whether they are of the place; False if all that bears
            the name lies elsewhere.
        """
        found = set(self._meanings(text, family, question, place))
        found = found or set(self._meanings(fold_width(text), family, question, place))
        if family != "org" or place is None:
            return sorted(found), True
        near = self._within(text, found, place)
        return sorted(near or found), bool(near) or not found

    def shown(self, meaning: tuple[str, str]) -> str:
        """A code and, in brackets, the name with the places around it."""
        code, name = meaning
        return f"{code}（{self._path(code) if code in self._divisions.units else name}）"

    def _within(self, text: str, found: set[tuple[str, str]], place: str) -> set[tuple[str, str]]:
        """Without the zones of other places: 高新区 written for one city is not another city's.

        A code, or a full name with its place, may lead anywhere.
        """
        written = fold_width(text)
        return {
            (code, name)
            for code, name in found
            if self._is_official(code)
            or written in (code, name)
            or (place and self._place_of(code).endswith(place))
        }

    def _is_official(self, code: str) -> bool:
        unit = self._divisions.units.get(code)
        return unit is not None and unit.is_official

    def _place_of(self, code: str) -> str:
        """The places around a unit of ours, whose code begins with that of its place."""
        place = code.partition("-")[0]
        return self._path(place) if place in self._divisions.units else ""

    def _meanings(
        self, text: str, family: str, question: Question | None, place: str | None
    ) -> Iterator[tuple[str, str]]:
        """The candidates first, then what the release knows, then the official list."""
        candidates = json.loads(question.candidates or "[]") if question else []
        named = [(c["code"], c["name"]) for c in candidates if text in (c["code"], c["name"])]
        if named:
            yield from named
            return
        known = {
            "org": self._release.orgs,
            "department": self._release.departments,
            "indicator": self._release.indicators,
        }.get(family, {}).get(text, frozenset())
        bureau = candidates[0]["code"].partition("/")[0] if candidates else ""
        if family == "department" and bureau:
            known = frozenset(one for one in known if one[0].startswith(f"{bureau}/"))
        yield from known
        if family == "org" and not known:
            yield from self._official(text, place)

    def _official(self, text: str, place: str | None) -> Iterator[tuple[str, str]]:
        """Units of the official list: by code, or by name with or without the places around it.

        Of several of one name those within the place that the question is about are meant.
        """
        units, folded = self._divisions.units, fold_name(text)
        codes = [text] if text in units else []
        for start in range(len(folded)):
            named = self._divisions.with_full_name(folded[start:])
            codes += [code for code in named if self._path(code).endswith(folded)]
        near = [code for code in codes if place and place in self._path(code)]
        yield from ((code, units[code].official_name) for code in near or codes)

    def _path(self, code: str) -> str:
        """All places above a unit and its own name: 浙江省杭州市西湖区."""
        above = reversed(self._divisions.ancestors(code))
        return "".join(self._divisions.units[one].official_name for one in (*above, code))
