"""What organisation a printed name means within the place whose plan prints it. Pure.

Tried in this order: what a reviewer decided, the reviewed crosswalk of the seeds, the official
name, a rule for short names and offices, a scoped code of ours for zones, bureaus and towns, and
last a name so alike that it can only be a misprint. What none of them settles stays unmatched.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from ingestion.match.answers import Answer
from ingestion.match.divisions import Divisions, Row, Unit, depth
from ingestion.match.model import Candidate, Meaning, Mention, Method, match_key
from ingestion.match.names import bracketed, fold_name, listed, without_brackets, without_ending
from ingestion.match.similar import MOST_CANDIDATES, best_candidates, is_sure
from ingestion.match.zones import ScopedName, scoped_name
from ingestion.values.width import squash

NEW_UNIT = "+"
"""A reviewer's answer that the name is an organisation of its own, which no list has."""
_BETWEEN = re.compile(r"[、,，;；/和及与]")


class OrgMatcher:
    """Matches names; remembers the units of our own that it made on the way.

    Args:
        divisions: All units.
        aliases: Rows of ``org_aliases.csv``, the reviewed crosswalk.
        answers: Match key -> what a reviewer decided.
    """

    def __init__(
        self,
        divisions: Divisions,
        aliases: Iterable[Row],
        answers: Mapping[str, Answer],
    ) -> None:
        self._divisions = divisions
        self._answers = answers
        self._aliases: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for row in aliases:
            self._aliases[fold_name(row["alias"])].append((row["org_code"], row["scope_org_code"]))
        self.own_units: dict[str, Unit] = {}

    def match(self, mention: Mention, scope_code: str) -> Meaning:
        """Decide what a name means.

        Args:
            mention: The name as printed, with its year.
            scope_code: The place whose plan prints it; empty if unknown.
        """
        folded = fold_name(mention.printed_name)
        answer = self._answers.get(match_key("org", mention.scope_key, mention.printed_name))
        if answer is not None and self._is_usable(answer):
            return self._answered(answer, mention, scope_code)
        for name in dict.fromkeys((folded, fold_name(without_brackets(mention.printed_name)))):
            meaning = self._settled(name, mention, scope_code)
            if meaning is not None:
                return meaning
        return self._guessed(folded, scope_code, mention.year)

    def unit(self, code: str) -> Unit | None:
        """A unit, official or ours; a code of ours says place and name, so that it can be read."""
        place, _, name = code.partition("-")
        known = self._divisions.units.get(code) or self.own_units.get(code)
        if known is None and name and place in self._divisions:
            self._make(ScopedName(name, "functional_zone"), place)
        return known or self.own_units.get(code)

    def name_of(self, code: str) -> str:
        """Name of a unit, official or ours; the code itself where nobody knows it."""
        unit = self.unit(code)
        return unit.official_name if unit else code

    def _is_usable(self, answer: Answer) -> bool:
        """Whether the list still has what the reviewer named."""
        return answer.code in (None, NEW_UNIT) or self.unit(answer.code or "") is not None

    def _answered(self, answer: Answer, mention: Mention, scope: str) -> Meaning:
        if answer.code is None:
            return Meaning(method="reviewed", status="rejected")
        if answer.code == NEW_UNIT:
            found = ScopedName(squash(mention.printed_name), "functional_zone")
            code = self._make(found, scope) if scope else self._make_alone(found, mention)
            return self._matched(code, "reviewed")
        return self._matched(answer.code, "reviewed")

    def _settled(self, folded: str, mention: Mention, scope: str) -> Meaning | None:
        """The first rule that has anything to say; an ambiguous name ends the search."""
        if folded in listed("groups") or self._names_several(mention, scope):
            return Meaning(status="rejected")
        code = self._from_crosswalk(folded, scope)
        if code:
            return self._matched(code, "reviewed")
        if scope and (mention.is_total or folded in listed("wholes")):
            return self._matched(scope, "alias")
        rules: tuple[tuple[Method, Iterator[str]], ...] = (
            ("official", self._official(folded, scope)),
            ("alias", self._by_rule(folded, scope)),
        )
        for method, codes in rules:
            found = self._nearest(codes, scope, mention.year)
            if len(found) == 1 and (scope or self._is_backed(found[0], mention)):
                return self._matched(found[0], method)
            if found:
                return self._ambiguous(found)
        return self._scoped(folded, mention.printed_name, scope)

    def _is_backed(self, code: str, mention: Mention) -> bool:
        """Whether what is printed beside a county backs it in a plan whose place nothing tells.

        A county's name may be the only one of China's and yet stand for a town, a zone or an
        invented place: its city or province, or another part of its city, must be named too.
        """
        units = self._divisions.units
        if depth(units[code].level) < depth("county"):
            return True
        own = {fold_name(name) for name in (*units[code].names, units[code].name)}
        family = {*self._divisions.ancestors(code), *self._divisions.children(units[code].parent)}
        return any(
            family & {*self._divisions.with_full_name(n), *self._divisions.with_short_name(n)}
            for n in mention.beside - own
        )

    def _scoped(self, folded: str, printed: str, scope: str) -> Meaning | None:
        """A zone, bureau or town of the scope, with a code of ours."""
        own = self._own(folded, scope)
        if not own:
            return None
        inside = [code for name in bracketed(printed) for code in self._part(name, scope)]
        if inside:
            # 高新区(滨江): one administration for a zone and a district, or the district's zone.
            return self._ambiguous([*inside, own])
        return self._matched(own, "alias")

    def _part(self, folded: str, scope: str) -> list[str]:
        """The parts of the scope of this name, full or short."""
        divisions = self._divisions
        named = (*divisions.with_full_name(folded), *divisions.with_short_name(folded))
        return [code for code in dict.fromkeys(named) if divisions.units[code].parent == scope]

    def _names_several(self, mention: Mention, scope: str) -> bool:
        """绍兴、嘉兴、宁波 are three organisations, each of them known."""
        parts = [fold_name(part) for part in _BETWEEN.split(mention.printed_name) if part.strip()]
        return len(parts) > 1 and all(
            self._from_crosswalk(part, scope)
            or self._nearest(self._official(part, scope), scope, mention.year)
            or self._nearest(self._by_rule(part, scope), scope, mention.year)
            for part in parts
        )

    def _from_crosswalk(self, folded: str, scope: str) -> str:
        around = {"", scope, *self._divisions.ancestors(scope)[:1]} if scope else {""}
        codes = {code for code, within in self._aliases.get(folded, ()) if within in around}
        return codes.pop() if len(codes) == 1 else ""

    def _official(self, folded: str, scope: str) -> Iterator[str]:
        for name in self._without_city(folded, scope):
            yield from self._divisions.with_full_name(name)

    def _by_rule(self, folded: str, scope: str) -> Iterator[str]:
        """Short names and offices; a bureau of the scope's own name is no place below it."""
        for name in self._without_city(folded, scope):
            bare = without_ending(name, "office_endings")
            yield from self._divisions.with_short_name(name)
            yield from self._autonomous(name)
            if bare != name:
                yield from self._divisions.with_full_name(bare)
                yield from self._divisions.with_short_name(bare)

    def _autonomous(self, folded: str) -> Iterator[str]:
        """恩施州 and 长阳县 leave out what the official name says between: 土家族自治."""
        for code in self._divisions.with_short_name(folded[:-1]):
            if self._divisions.units[code].official_name.endswith("自治" + folded[-1:]):
                yield code

    def _without_city(self, folded: str, scope: str) -> Sequence[str]:
        """The name itself, and without the names of the places around it before it."""
        found = [folded]
        units = self._divisions.units
        for code in reversed((scope, *self._divisions.ancestors(scope))):
            if code not in units:
                continue
            for prefix in (fold_name(units[code].official_name), fold_name(units[code].name)):
                rest = found[-1].removeprefix(prefix)
                if rest != found[-1] and len(rest) > 1:
                    found.append(rest)
                    break
        return found

    def _nearest(self, codes: Iterable[str], scope: str, year: int | None) -> list[str]:
        """The units meant: the scope's parts before itself, its surroundings, and all others."""
        listed_codes = list(dict.fromkeys(codes))
        if not scope:  # a zone or bureau of one city is nobody's where no city is named
            official = [c for c in listed_codes if self._divisions.units[c].is_official]
            return self._divisions.existing(self._highest(official), year)
        above = self._divisions.ancestors(scope)
        for test in (
            lambda code: self._divisions.units[code].parent == scope,
            lambda code: code == scope,
            lambda code: self._divisions.is_below(code, scope),
            lambda code: code in above or (bool(above) and self._is_beside(code, above[0])),
        ):
            near = [code for code in listed_codes if test(code)]
            if near:
                return self._divisions.existing(near, year)
        return []

    def _is_beside(self, code: str, parent: str) -> bool:
        return self._divisions.units[code].parent == parent

    def _highest(self, codes: Sequence[str]) -> list[str]:
        """In a national document 吉林 is the province; a county of that name is printed whole."""
        units = self._divisions.units
        for level in ("province", "city"):
            found = [code for code in codes if units[code].level == level]
            if found:
                return found
        return list(codes)

    def _own(self, folded: str, scope: str) -> str:
        """The code of a zone, bureau or town that the official list does not have."""
        if not scope:
            return ""
        level = self._divisions.units[scope].level
        for name in reversed(self._without_city(folded, scope)):
            found = scoped_name(name, is_county=level in ("county", "functional_zone"))
            if found is not None:
                return self._make(found, scope)
        return ""

    def _make(self, found: ScopedName, scope: str) -> str:
        code = f"{scope}-{found.name}"
        parent = self._divisions.units[scope]
        self.own_units.setdefault(
            code,
            Unit(
                code=code,
                name=found.name,
                official_name=f"{parent.official_name}{found.name}",
                level=found.level,
                parent=scope,
                is_official=False,
            ),
        )
        return code

    def _make_alone(self, found: ScopedName, mention: Mention) -> str:
        """A unit of a plan whose place nothing tells; no other plan's unit has its code."""
        plan = hashlib.sha256(mention.scope_key.encode()).hexdigest()[:8]
        code = f"plan{plan}-{found.name}"
        unit = Unit(code, found.name, found.name, found.level, parent="", is_official=False)
        self.own_units.setdefault(code, unit)
        return code

    def _guessed(self, folded: str, scope: str, year: int | None) -> Meaning:
        candidates = best_candidates(folded, self._choices(scope, year))
        if is_sure(candidates):
            return self._matched(candidates[0].code, "fuzzy", candidates[0].score, candidates)
        return Meaning(score=candidates[0].score if candidates else 0.0, candidates=candidates)

    def _choices(self, scope: str, year: int | None) -> Iterator[tuple[str, str, str]]:
        codes = self._divisions.children(scope) if scope else self._divisions.children("")
        for code in self._divisions.existing(codes, year):
            unit = self._divisions.units[code]
            for name in dict.fromkeys((*unit.names, unit.name)):
                yield code, unit.official_name, fold_name(name)

    def _ambiguous(self, codes: Sequence[str]) -> Meaning:
        candidates = tuple(
            Candidate(code=code, name=self._with_city(code), score=1.0)
            for code in codes[:MOST_CANDIDATES]
        )
        return Meaning(status="ambiguous", score=1.0, candidates=candidates)

    def _with_city(self, code: str) -> str:
        units = self._divisions.units
        if code not in units:
            return self.name_of(code)
        above = [units[one].official_name for one in reversed(self._divisions.ancestors(code))]
        return "".join((*above, units[code].official_name))

    def _matched(
        self,
        code: str,
        method: Method,
        score: float = 1.0,
        candidates: tuple[Candidate, ...] = (),
    ) -> Meaning:
        return Meaning(
            code=code,
            name=self.name_of(code),
            method=method,
            status="matched",
            score=score,
            candidates=candidates,
        )
