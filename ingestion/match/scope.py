"""Whose plan a document is: the place that its issuer, else its title, names. Pure.

鼓楼区 is a district of four cities and every city has a 高新区: printed names only mean something
within the place whose plan prints them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from ingestion.match.divisions import Divisions, depth
from ingestion.match.names import fold_name
from ingestion.values.lookups import entries
from ingestion.values.width import squash

_LEAST_VOTES = 2
"""Printed parts of one place that tell it where nothing names it. Unit: names."""


@dataclass(frozen=True)
class Scope:
    """The place that printed names are read in.

    ``key`` tells scopes apart: the place's code, else the plan itself. ``code`` is empty where
    nothing says whose plan it is. ``basis`` is ``issuer``, ``title``, ``parts`` or ``none``.
    """

    key: str
    code: str
    name: str
    basis: str


@dataclass(frozen=True)
class ScopedDocument:
    """What decides the scope of one plan."""

    plan_id: str
    issuers: tuple[str, ...]
    titles: tuple[str, ...]
    org_names: tuple[str, ...]
    year: int | None


class ScopeFinder:
    """Finds places in issuers and titles.

    Args:
        divisions: All units.
        aliases: Folded name -> code, for reviewed names that hold everywhere.
    """

    def __init__(self, divisions: Divisions, aliases: Mapping[str, str]) -> None:
        self._divisions = divisions
        self._aliases = aliases
        self._longest = max(divisions.longest_name, *map(len, aliases), 2)

    def find(self, plan: ScopedDocument) -> Scope:
        """Decide whose plan it is: by issuer, by title, by the parts that it names, or not."""
        for basis, texts in (("issuer", plan.issuers), ("title", plan.titles)):
            for text in texts:
                code = self._place_in(text, plan)
                if code:
                    return self._scope(code, basis)
        code = self._parent_of_parts(plan)
        if code:
            return self._scope(code, "parts")
        title = plan.titles[0] if plan.titles else ""
        return Scope(f"plan:{plan.plan_id}", "", title, "none")

    def _scope(self, code: str, basis: str) -> Scope:
        return Scope(code, code, self._divisions.units[code].official_name, basis)

    def _place_in(self, text: str, plan: ScopedDocument) -> str:
        """The deepest place of the first chain of places in a text, such as 浙江省 杭州市."""
        folded = squash(text).casefold()
        current, end, position = "", -1, 0
        while position < len(folded):
            codes, length = self._longest_at(folded, position, current, adjacent=position == end)
            if not codes:
                position += 1
                continue
            chosen = self._choose(codes, current, plan)
            if current and not chosen:
                break
            current = chosen or current
            position += length
            end = position
        return current

    def _longest_at(
        self, text: str, position: int, current: str, *, adjacent: bool
    ) -> tuple[list[str], int]:
        for length in range(min(self._longest, len(text) - position), 1, -1):
            name = text[position : position + length]
            codes = [code for code in self._divisions.with_full_name(name) if self._is_place(code)]
            if name in self._aliases:
                codes.append(self._aliases[name])
            if not codes and self._may_be_short(text, position, length, current, adjacent):
                codes = self._shorts(name, current)
            if codes:
                return codes, length
        return [], 1

    def _is_place(self, code: str) -> bool:
        """A bureau issues plans for its place; it is no place itself."""
        return self._divisions.units[code].level != "bureau"

    def _may_be_short(
        self, text: str, position: int, length: int, current: str, adjacent: bool
    ) -> bool:
        """A short name counts at the start, after a word such as 关于, or right after its city."""
        before = text[:position]
        opens = not before or before.endswith(_openers())
        office = text.startswith("分局", position + length)
        return opens or (bool(current) and (adjacent or office))

    def _shorts(self, name: str, current: str) -> list[str]:
        units = self._divisions.units
        return [
            code
            for code in self._divisions.with_short_name(name)
            if (units[code].parent == current if current else depth(units[code].level) < 2)
        ]

    def _choose(self, codes: Sequence[str], current: str, plan: ScopedDocument) -> str:
        """The one unit that is meant: below what was named before, else the highest."""
        divisions = self._divisions
        found = divisions.existing(codes, plan.year)
        if current:
            found = [code for code in found if divisions.is_below(code, current)]
        if len(found) > 1:
            top = min(depth(divisions.units[code].level) for code in found)
            found = [code for code in found if depth(divisions.units[code].level) == top]
        if len(found) > 1:
            found = self._named_elsewhere(found, plan)
        return found[0] if len(found) == 1 else ""

    def _named_elsewhere(self, codes: Sequence[str], plan: ScopedDocument) -> list[str]:
        """Of several districts of one name those whose city the issuer or the title names."""
        text = fold_name("|".join((*plan.issuers, *plan.titles)))
        units = self._divisions.units
        return [
            code
            for code in codes
            if any(
                fold_name(units[above].official_name) in text
                for above in self._divisions.ancestors(code)
                if above in units and depth(units[above].level) == 1
            )
        ]

    def _parent_of_parts(self, plan: ScopedDocument) -> str:
        """The place most of whose parts are named as columns, if no other comes close."""
        votes: Counter[str] = Counter()
        for name in dict.fromkeys(map(fold_name, plan.org_names)):
            codes = {*self._divisions.with_full_name(name), *self._divisions.with_short_name(name)}
            if name in self._aliases:
                codes.add(self._aliases[name])
            existing = self._divisions.existing(codes, plan.year)
            votes.update({self._divisions.units[code].parent for code in existing} - {""})
        best = votes.most_common(2)
        if not best or best[0][1] < _LEAST_VOTES:
            return ""
        is_clear = len(best) == 1 or best[0][1] > best[1][1]
        return best[0][0] if is_clear else ""


@cache
def _openers() -> tuple[str, ...]:
    found = (squash(str(w)) for e in entries("match_words", "before_a_place") for w in e["words"])
    return tuple(word for word in found if word)
