"""Departments of a task: is a text a list of them, and which are they, lead first. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from ingestion.interpret.vocabulary import Word, org_words
from ingestion.values.lookups import pattern
from ingestion.values.width import fold_width, squash

_SEPARATORS = "、,;/|\n\t"
_MAX_NAME = 30
# One name in three may be missing from the reviewed words, if nothing else speaks against it.
_MIN_KNOWN_PER_UNKNOWN = 2
_UNREVIEWED = re.compile(r"[\u4e00-\u9fff()]{2,10}")
_SENTENCE = re.compile(r"[。;；,，:：]")
_CLAUSE_ENDS = re.compile(r"[，,;；。]")
_MARK = re.compile(r"\((?P<word>[^()]{2,6})\)$")


def is_department_text(text: str) -> bool:
    """Whether every piece of a text looks like the name of a department.

    Args:
        text: One line of a cell.

    Returns:
        True if so. 「工会、妇委会」 is, 「完善机制,加强监管」 is not. A short name that nobody
        has reviewed does no harm among several that are known.
    """
    pieces = [squash(piece) for piece in split_departments([text])]
    unknown = [piece for piece in pieces if not _is_name(piece)]
    if not unknown:
        return bool(pieces)
    is_harmless = all(_UNREVIEWED.fullmatch(p) for p in unknown) and _SENTENCE.search(text) is None
    return is_harmless and len(pieces) >= _MIN_KNOWN_PER_UNKNOWN * len(unknown) + len(unknown)


def _is_name(folded: str) -> bool:
    looks_so = _name_pattern().fullmatch(folded) is not None
    return looks_so and not pattern("org_words", "not_names").search(folded)


def split_departments(lines: Iterable[str]) -> tuple[str, ...]:
    """Split the lines of a department cell into names, the lead first, each once.

    Separators inside brackets do not split: 各县(区、功能区)局 is one name. A label such as
    牵头单位: or (牵头) is dropped and moves its departments to the front; so does a verb behind
    the names of a clause (县应急局牵头,各乡镇配合).

    Args:
        lines: The lines of the cell, top to bottom.

    Returns:
        Names as printed, without labels.
    """
    leads: list[str] = []
    others: list[str] = []
    for line in (clause for text in lines for clause in _clauses(text)):
        kind, names = _without_verbs(line)
        group: list[str] | None = leads if kind == "lead" else others if kind else None
        for part in _parts(names):
            label, name = _without_label(part)
            if label:
                group = leads if label == "lead" else others
            mark, name = _without_mark(name)
            target = leads if mark == "lead" else others if mark or group is None else group
            if name:
                target.append(name)
    return tuple(dict.fromkeys((*leads, *others)))


def _clauses(line: str) -> list[str]:
    """The clauses of a line if one of them says with a verb who leads or supports, else the line.

    甲局会同乙局负责 is two clauses: who stands behind 会同 supports.
    """
    if _any_verb().search(line) is None:
        return [line]
    ended = re.sub(rf"({_either(_verbs())})、", r"\1,", line)
    clauses = [c for c in _CLAUSE_ENDS.split(ended) if c.strip()]
    split = [part for clause in clauses for part in _joined_with(clause)]
    return split if any(_without_verbs(clause)[0] for clause in split) else [line]


def _joined_with(clause: str) -> list[str]:
    """甲局会同乙局负责 as 甲局负责 and 会同乙局."""
    match = re.search(rf"(?<=.)(?:{_either(org_words().joining_words)})", clause)
    if match is None:
        return [clause]
    before, after = clause[: match.start()], clause[match.start() :]
    if not _are_names(_without_verbs(before)[1]):
        return [clause]
    verb = re.search(rf"(?:{_either(_verbs())})[。.]?$", after)
    return [before, after[: verb.start()] if verb else after]


def _without_verbs(clause: str) -> tuple[str | None, str]:
    """Whether the names of a clause lead or support by its verb, and the names without it."""
    text = clause.strip(" 。.;；\u3000\xa0")
    words = org_words()
    joining = re.match(rf"(?:{_either(words.joining_words)})(?P<names>.+)", text)
    if joining and _are_names(joining["names"]):
        return "support", joining["names"]
    for kind, verbs in (("lead", words.lead_verbs), ("support", words.support_verbs)):
        match = re.fullmatch(rf"由?(?P<names>.+?)(?:共同|分别)?(?:{_either(verbs)})", text)
        if match and _are_names(match["names"]):
            return kind, match["names"]
    return None, clause


@lru_cache(maxsize=1)
def _any_verb() -> re.Pattern[str]:
    return re.compile(_either((*_verbs(), *org_words().joining_words)))


def _verbs() -> tuple[Word, ...]:
    return (*org_words().lead_verbs, *org_words().support_verbs)


def _are_names(text: str) -> bool:
    pieces = [squash(piece) for piece in _parts(text)]
    return bool(pieces) and all(map(_is_name, pieces))


def _parts(line: str) -> list[str]:
    parts, depth, begin = [], 0, 0
    folded = fold_width(line)
    for index, char in enumerate(folded):
        depth += (char == "(") - (char == ")")
        if depth <= 0 and (char in _SEPARATORS or char.isspace()):
            parts.append(line[begin:index])
            begin = index + 1
    parts.append(line[begin:])
    return _rejoined([part.strip(" 。.\u3000\xa0") for part in parts if part.strip()])


def _rejoined(parts: list[str]) -> list[str]:
    """Undo a split at a blank inside a name: 办 公 室 is printed wide, not three names."""
    if len(parts) > 1 and all(len(part) == 1 for part in parts):
        return ["".join(parts)]
    return parts


def _without_label(part: str) -> tuple[str | None, str]:
    match = _label_pattern().match(fold_width(part))
    if match is None:
        return None, part
    kind = "lead" if match["lead"] else "support"
    return kind, part[match.end() :].strip()


def _without_mark(name: str) -> tuple[str | None, str]:
    match = _MARK.search(fold_width(name))
    if match is None:
        return None, name
    words = org_words()
    for kind, entries in (("lead", words.lead_labels), ("support", words.support_labels)):
        if any(match["word"].startswith(entry.word) for entry in entries):
            return kind, name[: match.start()].strip()
    return None, name


@lru_cache(maxsize=1)
def _label_pattern() -> re.Pattern[str]:
    words = org_words()
    lead, support = _either(words.lead_labels), _either(words.support_labels)
    return re.compile(
        rf"(?:(?P<lead>{lead})|{support})(?:责任)?(?:部门|单位|处室|科室|处|科)?\s*:\s*"
    )


@lru_cache(maxsize=1)
def _name_pattern() -> re.Pattern[str]:
    words = org_words()
    return re.compile(
        rf"(?:{_either(words.whole_words)}"
        rf"|[^。;,!?:“”《》]{{1,{_MAX_NAME}}}?(?:{_either(words.suffixes)})(?:\([^()]*\))?等?)"
    )


def _either(words: Iterable[Word]) -> str:
    return "|".join(re.escape(entry.word) for entry in words)
