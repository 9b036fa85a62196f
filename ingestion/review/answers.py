"""Check a file of answers against the current release: all of it is taken in, or nothing. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import cast

from ingestion.load.reviews import Decision, DecisionWord
from ingestion.match.divisions import Divisions
from ingestion.match.orgs import NEW_UNIT
from ingestion.review.entities import EntityNames
from ingestion.review.questions import Question, Release
from ingestion.review.sheet import AnswerRow
from ingestion.review.words import columns, decision_label, decision_names, listed
from ingestion.submissions.reported import parse_reported
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
        self._names = EntityNames(release, divisions)
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
        value = self._value(word, kind, question, cells)
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

    def _accepted(self, key: str) -> _Value:
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

    def _value(
        self, word: str, kind: str, question: Question | None, cells: Mapping[str, str]
    ) -> _Value:
        text, family = cells.get("value", ""), kind.split("_", maxsplit=1)[0]
        if word != "correct":
            if text:
                raise _WrongAnswerError(
                    "value", "只有“改为”才填“值”", "a value belongs to the decision correct only"
                )
            if word != "accept" or family not in _NAMED:
                return _Value()
            return self._suggested(question) if question else self._accepted(cells["queue_key"])
        if not text:
            raise _WrongAnswerError("value", "“改为”须填“值”", "the decision correct needs a value")
        if family == "cell":
            return self._cell(text)
        if family == "org" and squash(text).casefold() in listed("new_units"):
            return _Value(code=NEW_UNIT, name=question.subject if question else None)
        place = question.scope_name if question else cells.get("scope_name")
        return self._entity(text, family, question, place or "")

    def _suggested(self, question: Question) -> _Value:
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
                org = self._entity(squash(piece)[len(label) :], "org", None, None)
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

    def _entity(
        self, text: str, family: str, question: Question | None, place: str | None
    ) -> _Value:
        found, is_near = self._names.find(text, family, question, place)
        if len(found) == 1 and is_near:
            ((code, name),) = found
            return _Value(code=code, name=name)
        raise _wrong_name(text, family, [self._names.shown(one) for one in found], not is_near)


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
