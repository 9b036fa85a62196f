"""Whether a stretch of text looks back or ahead where no heading tells, by its own words. Pure.

A page without title and headings, or a news item on a plan, still says which it is: 同比 and 已
look back, 以上, 不少于 and 力争 look ahead. Cues are counted a paragraph, a section and a document.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from ingestion.interpret.narrative.model import Block
from ingestion.interpret.narrative.words import patterns
from ingestion.records import QuantityKind

_MANY = 3
_SOME = 2


class Votes:
    """Cues of every section of a document."""

    def __init__(self, blocks: Iterable[Block]) -> None:
        """Count the cues of all blocks once.

        Args:
            blocks: The paragraphs of the document.
        """
        self._sections: dict[tuple[str, ...], Counter[str]] = {}
        for block in blocks:
            cues = _cues(block.text)
            for depth in range(len(block.headings) + 1):
                section = self._sections.setdefault(block.headings[:depth], Counter())
                section.update(cues)

    def kind_of(self, block: Block, base: QuantityKind, *, is_titled: bool = False) -> QuantityKind:
        """Kind of a paragraph that no heading tells.

        Args:
            block: The paragraph.
            base: What the kind of the document makes likely; it stands unless the words are clear.
            is_titled: Whether the title says it: what other sections look at does not count then.
        """
        own = _cues(block.text)
        if own["target"] + own["actual"] >= _SOME and not (own["target"] and own["actual"]):
            return "target" if own["target"] else "actual"
        for depth in range(len(block.headings), 0 if is_titled else -1, -1):
            cues = self._sections.get(block.headings[:depth], Counter())
            for kind, other in (("target", "actual"), ("actual", "target")):
                if cues[kind] >= _MANY and cues[kind] >= _MANY * cues[other]:
                    return "target" if kind == "target" else "actual"
        return base


def _cues(text: str) -> Counter[str]:
    found: Counter[str] = Counter()
    for entry, expression in patterns("narrative_time", "cues"):
        found[str(entry["kind"])] += len(expression.findall(text))
    return found
