"""What earlier words of a paragraph leave to be understood later. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from ingestion.interpret.narrative.model import Lead, Mention
from ingestion.interpret.narrative.phrase import inherited_verb, is_weak, subject_phrase
from ingestion.interpret.narrative.words import (
    alternatives,
    any_pattern,
    count_units,
    ends_with,
    money_units,
    section_words,
    time_units,
)
from ingestion.interpret.narrative.works import works_in, works_of_title
from ingestion.records import Change

_WORDS = "narrative_words"
_NO_THINGS = ("%", "百分点", "倍", "‰", "")
_MAX_LABEL = 12
_SHARE_OF = re.compile(r"占[^占]{0,8}$")
_TOLD = re.compile(r"(?<=.{2})(?:均?已|全部|正在|尚未).*$")
_AVERAGE = re.compile(r"(?:[日月年季]|人|户|次|亩|平)均")
TASK = re.compile(
    r"(?:全年|年度|年初|既定|下达|本年度|年|序时|责任|控制|目标|任务|计划)+(?:任务|目标|计划)?(?:数|值)?的?"
)
OF_TASK = re.compile(rf"(?:已|累计|共|仅)*(?P<verb>完成|占|为|达到?)?了?(?P<task>{TASK.pattern})")
_OF_A_TASK = re.compile(rf"(?:完成|占|为|达到?)(?:{TASK.pattern})$")
_HIGHER = re.compile(
    r"(?:高于|低于|快于|慢于|好于|领先).*$|(?:增速|增幅|总量|规模)?比[^,;。]{1,20}[高低快慢多少]$"
)
# 各市控制目标为: what the label sets the targets of is left.
_OF_TARGETS = re.compile(
    r"^各(?:[市县区地镇]|\([^()]*\))+|(?:的)?(?:控制|年度|预期)?(?:目标|指标|任务)?(?:分别)?(?:为|是)?$"
)
# 在全国营商环境评价中获评优秀: the rank and the score behind are those of the contest.
_CONTEST = re.compile(
    r"(?:[^,;。]{0,8}在)?(?P<name>[^,;。在]{3,24}(?:评估|评价|考核|测评|考评|竞赛|大赛|评比|评选))(?:中|上|里)(?=[,;。]|$|获|被|荣|取得|综合|排|位|我|[^,;。\d]{0,8}$)"
)
_RANKED = re.compile(r"(?:增速|增幅)?排名$")
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
    title: str = ""  # heading in front of the paragraph's own text
    label: str = ""  # in front of a colon in this sentence
    heading: str = ""  # the same, also where it is long
    wholes: dict[str, str] = field(default_factory=dict)  # last that is no part, for each unit
    works: str = ""  # works with a name that this sentence is about
    contest: str = ""  # in which something was ranked or scored, said in this sentence
    by_place: bool = False  # the number before in this clause was that of a place
    in_parts: bool = False  # 其中 opened this clause
    changed: str = ""  # measure that the last quantity said the growth of
    change: Change | None = None  # which way it went
    zero: str = ""  # where none of something may happen, said last in this clause
    per: str = ""  # what the counts of this sentence are divided by
    measure: str = ""  # of money, said last in this sentence
    level: str = ""  # last indicator that was no growth
    level_unit: str = ""
    effect: str = ""  # what the thing counted before brings about, said last in this clause
    has_parts: bool = False  # this sentence tells the parts of the one before
    is_told: bool = False  # a quantity stands before in the same part of the sentence
    is_open: bool = False  # a quantity stands before in the same clause

    def note_quantity(
        self, indicator: str, mention: Mention, lead: Lead, *, is_part: bool = False
    ) -> None:
        """Remember the latest quantity; a part of a total leaves the total to be talked about."""
        if not indicator:
            return
        if not is_part:
            self.wholes[mention.unit] = indicator
        self.works = works_in(indicator) or self.works
        moved = ends_with("left_out_measures").search(indicator) if lead.change else None
        self.changed, self.change = moved[0] if moved else "", lead.change
        named = _OF_A_TASK.sub("", _HIGHER.sub("", indicator)).removesuffix("排名")
        self.indicator = named or indicator
        if mention.unit in money_units():
            measure = ends_with("left_out_measures").search(indicator)
            self.measure = measure[0] if measure else ""
        ranked = _RANKED.sub("", indicator) if mention.form == "rank" else indicator
        self.named.setdefault(ranked, mention.unit)
        self.unit = mention.unit
        if not lead.change:
            self.level, self.level_unit = self.indicator, mention.unit
        if not (is_part and self.counted) and self._is_thing(indicator, mention.unit):
            is_topic = self.topic and indicator.startswith(self.topic)
            self.counted = self.topic if is_topic else thing_of(indicator)
        elif mention.unit in time_units() and not is_weak(indicator):
            self.counted = ""  # 企业开办时间: it is what is talked about now
        verb = inherited_verb().match(indicator)
        if verb:
            self.verb = verb[0]
        elif not self.is_open:
            self.verb = ""
        self.is_open = self.is_told = True

    def _is_thing(self, indicator: str, unit: str) -> bool:
        """Whether later words may be about it: it is no share, no time and stands for itself."""
        if unit in _NO_THINGS or unit in time_units() or is_weak(indicator):
            return False
        if any(indicator in section_words(_WORDS, name) for name in ("bare_verbs", "who_gains")):
            return False
        if _AVERAGE.match(indicator):
            return False
        if unit not in count_units() and ends_with("left_out_measures").fullmatch(indicator):
            return False
        if self.subject and indicator.startswith(self.subject):
            return False
        is_dependent = indicator.startswith(self.counted) or indicator.endswith("的" + self.counted)
        return not (self.counted and is_dependent)

    def whole(self, unit: str) -> str:
        """What a place alone in front of a number has its share of: 其中东山县9个."""
        return self.wholes.get(unit) or self.heading or self.indicator

    def last_named(self, count: int) -> list[str]:
        """The latest indicators of this sentence, of one unit if there are so many."""
        alike = [name for name, unit in self.named.items() if unit == self.unit]
        return (alike if len(alike) >= count else list(self.named))[-count:]

    def note_clause(self, clause: str, has_quantity: bool, *, is_label: bool = False) -> None:
        """Remember the latest clause that may be a subject; a label ends with a colon."""
        self.had_quantity = has_quantity
        self.is_open = self.by_place = False
        self.in_parts = clause.strip(",:") in ("其中", "其中包括")
        self.zero = self.effect = ""
        if has_quantity:
            return
        self.works = works_in(clause) or self.works
        contest = _CONTEST.match(clause)
        if contest:
            self.contest = contest["name"]
        if _ADVERB.search(clause):
            return
        subject = subject_phrase(clause.rstrip("。;!?…,:"))
        if is_label and self.topic and is_weak(subject):
            subject = self.topic + subject  # 完成进度:100%
        if len(subject) >= 3:
            self.subject, self.counted = subject, ""
        if is_label and len(subject) >= 3:
            self.heading = _OF_TARGETS.sub("", subject)
        if is_label and _is_named(clause) and 3 <= len(subject) <= _MAX_LABEL:
            self.label = subject

    def end_sentence(self, *, at_stop: bool = True, has_parts: bool = False) -> None:
        """A new sentence inherits nothing; behind a semicolon the last indicator may be meant.

        Args:
            at_stop: Whether the sentence ends for good.
            has_parts: Whether the next one tells the parts of what was said last.
        """
        self.verb = ""
        self.changed = self.changed if has_parts else ""
        self.has_parts = has_parts
        self.is_told = False
        self.turns = 0
        if not at_stop:
            self.subject = ""
            return
        self.level = self.level_unit = ""
        self.indicator = self.counted = self.measure = self.per = self.label = ""
        self.heading = self.contest = ""
        self.works = works_of_title(self.title)
        self.subject = ""
        self.named.clear()
        self.wholes.clear()


def _is_named(label: str) -> bool:
    """Whether a label names a thing: 总体思路是: and 主要目标: only lead in."""
    return not any_pattern(_WORDS, "lead_ins").search(label)


def task_done(said: str) -> str:
    """完成全年任务 of 完成全年任务的, 占年度计划 of 占年度计划的; empty for other words."""
    task = OF_TASK.fullmatch(said)
    return f"{task['verb'] or '完成'}{task['task'].rstrip('的')}" if task else ""


def thing_of(indicator: str) -> str:
    """What was counted, without what happened to it: 新开工安置房 gives 安置房."""
    thing = _SHARE_OF.sub("", indicator)
    thing = _TOLD.sub("", thing)
    thing = _happened().sub("", thing)
    return _measured().sub("", thing) or indicator


@cache
def _happened() -> re.Pattern[str]:
    return re.compile(f"^(?:{alternatives(section_words(_WORDS, 'happened'))})+(?=.{{2}})")


@cache
def _measured() -> re.Pattern[str]:
    return re.compile(f"(?<=.{{2}})(?:{alternatives(section_words(_WORDS, 'measured'))})$")
