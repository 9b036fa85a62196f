"""Cut masked text into sentences and clauses, and clauses into one stretch a number. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingestion.interpret.narrative.model import Mention

Span = tuple[int, int]

_SENTENCE_END = re.compile(r"[。;!?…※]*[。;!?…]")
_CLAUSE_END = re.compile(r"[,:]|——")
_FROM = re.compile(r"(?:从|由)[^,;。]{0,20}$")
_TO_LEVEL = re.compile(r"^[^,;。]{0,12}(?:至|到|为|成)[^,;。]{0,4}$")
_BRACKET = re.compile(r"\([^()]*\)|[()]")
_JOINTS = re.compile(r"[、]|以及|和|及|与|或")


def sentences(masked: str, start: int, end: int) -> Iterator[Span]:
    """Spans of the sentences; brackets and quotations never end one."""
    begin = start
    for match in _SENTENCE_END.finditer(masked, start, end):
        yield begin, match.end()
        begin = match.end()
    if begin < end:
        yield begin, end


def clauses(masked: str, span: Span, mentions: Sequence[Mention]) -> Iterator[Span]:
    """Spans of the clauses of a sentence.

    A from-to statement that a comma divides stays one clause: 从10家,增加到30家.

    Args:
        masked: Masked text of the block.
        span: The sentence.
        mentions: Numbers of the block.
    """
    begin = span[0]
    for match in _CLAUSE_END.finditer(masked, *span):
        if any(m.start < match.start() < m.end for m in mentions):
            continue  # the comma of 1,000
        if _is_inside_pair(masked, begin, match, mentions):
            continue
        yield begin, match.start()
        begin = match.end()
    yield begin, span[1]


def stretches(masked: str, clause: Span, mentions: Sequence[Mention]) -> list[tuple[Span, Span]]:
    """For each number of a clause the text before it and the text behind it that are its own.

    Args:
        masked: Masked text of the block.
        clause: Span of the clause.
        mentions: Numbers inside it, in order.

    Returns:
        Pairs of spans, one pair a number.
    """
    found: list[tuple[Span, Span]] = []
    begin = clause[0]
    for index, mention in enumerate(mentions):
        if index + 1 < len(mentions):
            own_end, next_begin = _divide(masked, mention.end, mentions[index + 1].start)
        else:
            own_end = next_begin = _without_end_mark(masked, mention.end, clause[1])
        found.append(((begin, mention.start), (mention.end, own_end)))
        begin = next_begin
    return found


def _divide(masked: str, start: int, end: int) -> Span:
    """Where the words of one number end and those of the next begin."""
    between = masked[start:end]
    first = _JOINTS.match(between)
    if first:  # 5家、B 6家
        return start, start + first.end()
    bracket = _BRACKET.match(between)
    if bracket:
        joint = _JOINTS.match(between, bracket.end())
        return start, start + (joint.end() if joint else bracket.end())
    comma = between.find("、")
    if comma >= 0:
        return start + comma, start + comma + 1
    joints = list(_JOINTS.finditer(between))
    if joints and joints[-1].end() >= len(between):  # 6家组织和 1名
        return start + joints[-1].start(), end
    return end, start


def _without_end_mark(masked: str, start: int, end: int) -> int:
    while end > start and masked[end - 1] in "。;!?…,:":
        end -= 1
    return end


def _is_inside_pair(
    masked: str, begin: int, match: re.Match[str], mentions: Sequence[Mention]
) -> bool:
    last = [m for m in mentions if begin <= m.start and m.end == match.start()]
    following = [m for m in mentions if m.start >= match.end()]
    if not last or not following or match[0] != ",":
        return False
    from_before = _FROM.search(masked[begin : last[-1].start])
    if from_before and any(
        begin + from_before.start() <= m.start < last[-1].start for m in mentions
    ):
        return False  # 由12天缩至7天,占比达到75%: the pair is complete
    to_after = _TO_LEVEL.match(masked[match.end() : following[0].start])
    return bool(from_before and to_after)
