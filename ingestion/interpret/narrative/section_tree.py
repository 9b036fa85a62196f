"""The headings of a document as a tree: depth, title and what stands below each. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from ingestion.interpret.narrative.model import Block
from ingestion.interpret.narrative.sections import part_no_of
from ingestion.records import Document, Section


def section_tree(blocks: Iterable[Block], document: Document, length: int) -> tuple[Section, ...]:
    """Every heading in reading order; a section ends where the next of its depth or above begins.

    Args:
        blocks: Paragraphs of running text in reading order.
        document: Its record, for the parts: a heading holds in its part only.
        length: Of the canonical text.
    """
    done: list[Section] = []
    open_: list[int] = []
    before: tuple[str, ...] = ()
    for block in blocks:
        if not block.headings or block.headings == before or not block.places:
            continue
        before = block.headings
        found = _section(block, document, length)
        while open_ and (
            done[open_[-1]].depth >= found.depth or done[open_[-1]].part_no != found.part_no
        ):
            at = open_.pop()
            done[at] = done[at].model_copy(update={"end": found.start})
        open_.append(len(done))
        done.append(found)
    return tuple(done)


def _section(block: Block, document: Document, length: int) -> Section:
    title = block.headings[-1]
    last = min(len(title), len(block.places)) - 1
    return Section(
        depth=len(block.headings),
        title=title,
        path="/".join(block.headings),
        part_no=part_no_of(document, block.places[0]),
        start=block.places[0],
        title_end=block.places[last] + 1,
        end=length,
    )
