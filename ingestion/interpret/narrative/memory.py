"""What earlier words of a paragraph leave to be understood later. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ingestion.interpret.narrative.model import Lead, Mention
from ingestion.interpret.narrative.phrase import inherited_verb, subject_phrase
from ingestion.interpret.narrative.words import count_units, ends_with, money_units

_MAX_LABEL = 12
_HAPPENED = re.compile(
    r"^(?:累计|年度|全年)*(?:新开工|开工|新增|受理|签约|新签约|新建|处理|计划)|占[^占]{0,8}$"
)
_HIGHER = re.compile(
    r"(?:高于|低于|快于|慢于|好于|领先).*$|(?:增速|增幅|总量|规模)?比[^,;。]{1,20}[高低快慢多少]$"
)
_ADVERB = re.compile(r"(?:以来|期间|之际|目前|以后|年|月|日|季度|同时|其中|此外)[,。;:]?$")


@dataclass(slots=True)
class Memory:
    """What earlier words of a paragraph leave to be understood later."""

    indicator: str = ""
    unit: str = ""
    verb: str = ""
    subject: str = ""
    had_quantity: bool = False
    host: str = ""
    named: dict[str, str] = field(default_factory=dict)
    turns: int = 0
    counted: str = ""
    topic: str = ""
    label: str = ""  # in front of a colon in this sentence
    changed: str = ""  # measure that the last quantity said the growth of
    zero: str = ""  # where none of something may happen, said last in this clause
    per: str = ""  # what the counts of this sentence are divided by
    measure: str = ""  # of money, said last in this sentence
    is_open: bool = False  # a quantity stands before in the same clause

    def note_quantity(self, indicator: str, mention: Mention, lead: Lead) -> None:
        """Remember the latest quantity."""
        if not indicator:
            return
        moved = ends_with("left_out_measures").search(indicator) if lead.change else None
        self.changed = moved[0] if moved else ""
        self.indicator = _HIGHER.sub("", indicator).removesuffix("排名") or indicator
        if mention.unit in money_units():
            measure = ends_with("left_out_measures").search(indicator)
            self.measure = measure[0] if measure else ""
        self.named.setdefault(indicator, mention.unit)
        self.unit = mention.unit
        is_count = mention.unit in count_units()
        if is_count and not (self.counted and indicator.startswith(self.counted)):
            is_topic = self.topic and indicator.startswith(self.topic)
            self.counted = self.topic if is_topic else thing_of(indicator)
        verb = inherited_verb().match(indicator)
        if verb:
            self.verb = verb[0]
        elif not self.is_open:
            self.verb = ""
        self.is_open = True

    def last_named(self, count: int) -> list[str]:
        """The latest indicators of this sentence, of one unit if there are so many."""
        alike = [name for name, unit in self.named.items() if unit == self.unit]
        return (alike if len(alike) >= count else list(self.named))[-count:]

    def note_clause(self, clause: str, has_quantity: bool, *, is_label: bool = False) -> None:
        """Remember the latest clause that may be a subject; a label ends with a colon."""
        self.had_quantity = has_quantity
        self.is_open = False
        self.zero = ""
        if has_quantity:
            return
        if _ADVERB.search(clause):
            return
        subject = subject_phrase(clause.rstrip("。;!?…,:"))
        if len(subject) >= 3:
            self.subject, self.counted = subject, ""
        if is_label and 3 <= len(subject) <= _MAX_LABEL:
            self.label = subject

    def end_sentence(self, *, at_stop: bool = True) -> None:
        """A new sentence inherits nothing; behind a semicolon the last indicator may be meant."""
        self.verb = ""
        self.turns = 0
        if not at_stop:
            self.subject = ""
            return
        self.indicator = self.counted = self.measure = self.changed = self.per = self.label = ""
        self.subject = ""
        self.named.clear()


def thing_of(indicator: str) -> str:
    """What was counted, without what happened to it: 新开工安置房 gives 安置房."""
    return _HAPPENED.sub("", indicator) or indicator
