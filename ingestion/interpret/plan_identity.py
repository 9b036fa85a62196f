"""Which plan a document carries, whatever file, page or notice carries it. Pure.

A number given by its issuer names a plan. Without one the plan is its issuer, the letters of its
own title and its year: the notice that prints it, a revision of it and the plan alone are one plan.
A draft is not the plan. A forwarded plan is the plan of the body that made it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingestion.interpret.issuer import is_issuer_name, is_relative
from ingestion.interpret.lines import Piece, letters_only
from ingestion.interpret.metadata_box import find_document_number
from ingestion.interpret.vocabulary import document_words
from ingestion.records import DocumentStanding
from ingestion.values.width import squash

_NAMED = re.compile(r"(?:印发|下发|发布|公布|转发|批转|征求|关于)《([^《》]{4,})》(?:的|意见|\(|$)")
_ADDITION = re.compile(r"[(（【][^()（）【】]{1,20}[)）】]")
_FORWARDED = re.compile(r"(?:转发|批转)《?(?P<issuer>[\u4e00-\u9fff]{2,30}?)关于")
_PLACE = re.compile(r"[\u4e00-\u9fff]{1,8}?(?:省|市|县|区|州|盟|旗|镇|乡|街道|局|厅|委|部|院)")
_EVERYBODY = re.compile(r"^(?:全|本|我|各)[省市县区局]")
_FORWARD_REACH = 12


@dataclass(frozen=True, slots=True)
class PlanIdentity:
    """The identity of a plan, and whether another plan could bear the same."""

    plan_id: str
    is_weak: bool


def standing_of(title: str) -> DocumentStanding:
    """Whether a title tells of a draft, a revision or a forwarded plan."""
    folded = squash(title)
    for entry in document_words().standings:
        if entry.pattern.search(folded):
            return entry.standing
    return "issued"


def identify_plan(
    issuer: str | None,
    number: str | None,
    title: str,
    year: int | None,
    body: Sequence[Piece] = (),
) -> PlanIdentity:
    """Name the plan that a document carries.

    Args:
        issuer: Issuer as printed.
        number: Document number, in one form of brackets.
        title: Title as printed.
        year: First year that the document is about.
        body: Lines of the body; a forwarded plan's own number is looked for in them.
    """
    standing = standing_of(title)
    if standing == "forwarded":
        issuer, number = _forwarded(title, number, body)
    if number:
        plan_id = f"{issuer}|{number}" if issuer else number
    else:
        plan_id = _by_title(issuer, title, year)
    if standing == "draft":
        plan_id = f"{plan_id}|draft"
    core = core_title(title)
    is_unplaced = issuer is None or is_relative(issuer)
    names_nobody = is_unplaced and (_PLACE.match(core) is None or _EVERYBODY.match(core))
    return PlanIdentity(plan_id, not number and bool(names_nobody or year is None))


def core_title(title: str) -> str:
    """The plan's own title inside the title of a notice, without its standing.

    ``甲局关于印发《2024年要点(修订版)》的通知`` → ``2024年要点``.
    """
    bare = squash(title)
    standings = [entry.pattern for entry in document_words().standings]
    bare = _ADDITION.sub(
        lambda found: "" if any(s.search(found[0]) for s in standings) else found[0], bare
    )
    stripped = bare
    for entry in document_words().wrappers:
        stripped = entry.pattern.sub("", stripped)
    named = _NAMED.search(bare) if stripped != bare else None
    for pattern in (r"(修订版|修订稿|修正版|调整版|征求意见稿|草案)$",):
        stripped = re.sub(pattern, "", stripped)
    core = named[1] if named else stripped
    return core if len(letters_only(core)) >= 4 else bare


def _by_title(issuer: str | None, title: str, year: int | None) -> str:
    letters = letters_only(core_title(title))
    name = letters_only(issuer) if issuer else ""
    if name and letters.startswith(name) and len(letters) > len(name):
        letters = letters[len(name) :]
    return f"{issuer}|{letters}|{year or ''}" if issuer else f"{letters}|{year or ''}"


def _forwarded(title: str, own: str | None, body: Sequence[Piece]) -> tuple[str | None, str | None]:
    """Issuer and number of the plan that is forwarded, as far as they are printed."""
    named = _FORWARDED.search(squash(title))
    issuer = named["issuer"] if named and is_issuer_name(named["issuer"]) else None
    for line in body[:_FORWARD_REACH]:
        found = find_document_number(line)
        if found and found[0] != own:
            return issuer, found[0]
    return issuer, None
