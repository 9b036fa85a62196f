"""Check a file of answers against the current release: all of it is taken in, or nothing. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import cast

from ingestion.load.reported import parse_reported
from ingestion.load.reviews import Decision, DecisionWord
from ingestion.match.divisions import Divisions
from ingestion.match.names import fold_name
from ingestion.match.orgs import NEW_UNIT
from ingestion.review.questions import Question, Release
from ingestion.review.sheet import AnswerRow
from ingestion.review.words import columns, decision_label, decision_names, listed
from ingestion.values.width import fold_width, squash

_CELL = "cell_alignment_ambiguous"
_PIECES = re.compile(r"[;；]")
_NAMED = ("org", "department", "indicator", "narrative")
_NAMES = {"org": ("单位", "organisation"), "department": ("处室", "department")}


@dataclass(frozen=True)
class Problem:
    """What is wrong with one cell of the file."""

    row_no: int
    column: str
    message_zh: str
    message_en: str


class _WrongAnswerError(Exception):
    """An answer that cannot be taken; caught in this module."""

    def __init__(self, column: str, zh: str, en: str) -> None:
        super().__init__(zh)
        self.column, self.zh, self.en = column, zh, en


@dataclass(frozen=True)
class _Value:
    number: Decimal | None = None
    code: str | None = None
    name: str | None = None


class AnswerChecker:
    """Turns rows into decisions.

    Args:
        release: What was asked and what an answer may name.
        divisions: All official units, for organisations that no plan has named so far.
    """

    def __init__(self, release: Release, divisions: Divisions) -> None:
        self._release = release
        self._divisions = divisions
        self._questions = {one.queue_key: one for one in release.questions}

    def check(self, rows: Sequence[AnswerRow]) -> tuple[list[Decision], list[Problem]]:
        """Read every answered row; rows without a decision are left for another time."""
        decisions: dict[str, Decision] = {}
        problems: list[Problem] = []
        seen: dict[str, int] = {}
        for row in rows:
            try:
                for decision in self._answer(row):
                    if decision.queue_key in seen:
                        first = seen[decision.queue_key]
                        raise _WrongAnswerError(
                            "queue_key",
                            f"与第{first}行是同一个问题，只能保留一行",
                            f"row {first} answers the same question; keep one of them",
                        )
                    decisions[decision.queue_key] = decision
                    seen[decision.queue_key] = row.row_no
            except _WrongAnswerError as wrong:
                problems.append(Problem(row.row_no, _header(wrong.column), wrong.zh, wrong.en))
        return list(decisions.values()), problems

    def _answer(self, row: AnswerRow) -> Iterator[Decision]:
        cells = {key: text.strip() for key, text in row.cells.items()}
        cells["queue_key"] = fold_width(cells["queue_key"]).casefold()
        if not cells.get("decision"):
            if cells.get("value"):
                raise _WrongAnswerError(
                    "decision", "填了“值”，没有填“决定”", "a value without a decision"
                )
            return
        question = self._questions.get(cells["queue_key"])
        kind = self._type_of(cells["queue_key"], question)
        word = self._word(cells["decision"], kind)
        for key in ("reviewer", "reason"):
            if not cells.get(key):
                raise _WrongAnswerError(key, "不能为空", "must not be blank")
        if question is None and word == "accept" and kind.split("_")[0] in _NAMED:
            value = self._accepted_before(cells["queue_key"])
        else:
            value = self._value(word, cells.get("value", ""), kind, question)
        yield Decision(
            queue_key=cells["queue_key"],
            question_type=kind,
            subject=question.subject if question else cells.get("subject", ""),
            decision=word,
            value=cells.get("value", ""),
            value_number=value.number,
            value_code=value.code,
            value_name=value.name,
            reviewer=cells["reviewer"],
            reason=cells["reason"],
        )

    def _accepted_before(self, key: str) -> _Value:
        """The suggestion of a question that is open no more, where it was accepted before.

        Somebody who keeps one file imports its old answers again with the new ones.
        """
        if key not in self._release.accepted:
            raise _WrongAnswerError(
                "decision",
                "这个问题已有决定，原来的建议不再保留；要更改请用“改为”或“否决”，不改请清空本格",
                "this question has been decided and its suggestion is gone; use correct or reject "
                "to change that, or leave the cell empty",
            )
        code, name = self._release.accepted[key]
        return _Value(code=code, name=name)

    def _type_of(self, key: str, question: Question | None) -> str:
        """What was asked: an open question, one answered before, or any cell of a table."""
        if question is not None:
            return question.question_type
        if key in self._release.answered:
            return self._release.answered[key]
        if key in self._release.cells:
            return _CELL
        raise _WrongAnswerError(
            "queue_key",
            f"没有编号为“{key}”的问题",
            f"no question has the key '{key}'",
        )

    def _word(self, text: str, kind: str) -> DecisionWord:
        word = decision_names().get(squash(text).casefold())
        allowed = self._release.decisions.get(kind, ("accept", "correct", "reject"))
        if word not in allowed:
            shown = "、".join(decision_label(one) for one in allowed)
            raise _WrongAnswerError(
                "decision",
                f"“{text}”不是可选的决定，应为：{shown}",
                f"'{text}' is no decision here; choose from {shown}",
            )
        return cast(DecisionWord, word)

    def _value(self, word: str, text: str, kind: str, question: Question | None) -> _Value:
        family = kind.split("_", maxsplit=1)[0]
        if word != "correct":
            if text:
                raise _WrongAnswerError(
                    "value", "只有“改为”才填“值”", "a value belongs to the decision correct only"
                )
            return self._suggested(question) if word == "accept" and family != "cell" else _Value()
        if not text:
            raise _WrongAnswerError("value", "“改为”须填“值”", "the decision correct needs a value")
        if family == "cell":
            return self._cell(text)
        if family == "org" and squash(text).casefold() in listed("new_units"):
            return _Value(code=NEW_UNIT, name=question.subject if question else None)
        return self._entity(text, family, question)

    def _suggested(self, question: Question | None) -> _Value:
        if question is None or question.question_type.split("_")[0] not in _NAMED:
            return _Value()
        if not question.suggested_code:
            raise _WrongAnswerError(
                "decision",
                "这个问题没有建议可接受，请用“改为”或“否决”",
                "nothing is suggested that could be accepted; use correct or reject",
            )
        return _Value(code=question.suggested_code, name=question.suggested_name)

    def _cell(self, text: str) -> _Value:
        """A number, an organisation, or both: 30；单位:定海区."""
        number: Decimal | None = None
        org = _Value()
        for piece in filter(None, map(str.strip, _PIECES.split(text))):
            folded = squash(piece).casefold()
            label = next((one for one in listed("org_labels") if folded.startswith(one)), "")
            if label:
                org = self._entity(squash(piece)[len(label) :], "org", None)
                continue
            reported = parse_reported(piece)
            if reported is None or number is not None or reported.unit:
                raise _WrongAnswerError(
                    "value",
                    f"“{piece}”不是一个确切的数字；改单位请写“单位:名称”",
                    f"'{piece}' is not one exact number; to change the organisation write org:NAME",
                )
            number = reported.value
        return _Value(number, org.code, org.name)

    def _entity(self, text: str, family: str, question: Question | None) -> _Value:
        found = set(self._meanings(text, family, question))
        found = found or set(self._meanings(fold_width(text), family, question))
        elsewhere: set[tuple[str, str]] = set()
        if family == "org" and question is not None and found:
            near = self._within(text, found, question)
            found, elsewhere = near, set() if near else found
        if len(found) == 1:
            code, name = found.pop()
            return _Value(code=code, name=name)
        raise _wrong_name(
            text, family, sorted(map(self._shown, elsewhere or found)), bool(elsewhere)
        )

    def _shown(self, meaning: tuple[str, str]) -> str:
        """A code and, in brackets, the name with the places around it."""
        code, name = meaning
        return f"{code}（{self._path(code) if code in self._divisions.units else name}）"

    def _within(
        self, text: str, found: set[tuple[str, str]], question: Question
    ) -> set[tuple[str, str]]:
        """Without the zones of other places: 高新区 written for one city is not another city's.

        A code, or a full name with its place, may lead anywhere.
        """
        place, written = question.scope_name or "", fold_width(text)
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
        self, text: str, family: str, question: Question | None
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
        place = candidates[0]["code"].partition("/")[0] if candidates else ""
        if family == "department" and place:
            known = frozenset(one for one in known if one[0].startswith(f"{place}/"))
        yield from known
        if family == "org" and not known:
            yield from self._official(text, question)

    def _official(self, text: str, question: Question | None) -> Iterator[tuple[str, str]]:
        """Units of the official list: by code, or by name with or without the places around it.

        Of several of one name those within the place that the question is about are meant.
        """
        units, folded = self._divisions.units, fold_name(text)
        codes = [text] if text in units else []
        for start in range(len(folded)):
            named = self._divisions.with_full_name(folded[start:])
            codes += [code for code in named if self._path(code).endswith(folded)]
        place = question.scope_name if question else None
        near = [code for code in codes if place and place in self._path(code)]
        yield from ((code, units[code].official_name) for code in near or codes)

    def _path(self, code: str) -> str:
        """All places above a unit and its own name: 浙江省杭州市西湖区."""
        above = reversed(self._divisions.ancestors(code))
        return "".join(self._divisions.units[one].official_name for one in (*above, code))


def _wrong_name(
    text: str, family: str, shown: Sequence[str], is_elsewhere: bool
) -> _WrongAnswerError:
    """Nothing is known by that name, or several things are, or one of another place."""
    zh, en = _NAMES.get(family, ("计划指标", "indicator of a plan"))
    listed_here = "、".join(shown[:5])
    if is_elsewhere:
        return _WrongAnswerError(
            "value",
            f"“{text}”不是这个地方的{zh}；如确指别处的，请填代码：{listed_here}；另立单位请填“新建”",
            f"no {en} of this place is known as '{text}'; give the code if another place's is "
            f"meant ({listed_here}), or write new for one of its own",
        )
    if shown:
        return _WrongAnswerError(
            "value",
            f"“{text}”可以是几个{zh}，请填代码：{listed_here}",
            f"'{text}' could be more than one {en}; give the code: {listed_here}",
        )
    return _WrongAnswerError(
        "value",
        f"没有名为“{text}”的{zh}" + ("；另立单位请填“新建”" if family == "org" else ""),
        f"no {en} is known as '{text}'" + ("; write new for one" if family == "org" else ""),
    )


def _header(key: str) -> str:
    return next(column.header for column in columns() if column.key == key)
