"""Headers whose words were broken over lines anywhere: joined so that the columns fit. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from ingestion.interpret.matrix.attributes import is_attribute
from ingestion.interpret.matrix.turned import looks_like_org
from ingestion.interpret.matrix.vocabulary import header_role
from ingestion.values.names import has_open_bracket, split_unit
from ingestion.values.width import squash

_MAX_PIECES = 3
_NAMES = ("ordinal", "action", "indicator", "unit")
_LATE_NAME = -5.0  # what names the rows does not stand behind their values
# Points: a header word that is known, a name that ends like an organisation, pieces that do not.
_KNOWN, _ORG, _UNIT, _PLAIN = 3.0, 2.0, 2.0, 0.0
_LONE_SIGN, _JOIN, _UNKNOWN_JOIN, _TWO_WHOLE, _OPEN = -4.0, -0.6, -0.6, -2.5, -6.0
_TWO_NAMES = -30.0  # never: 梅州市 桐州市, 市 桐州
_LEVELS, _OF_LEVEL = frozenset("省市县区州盟旗镇乡"), tuple("本直级辖属下合总小")


def broken_way(labels: Sequence[str], width: int) -> tuple[str, ...] | None:
    """Join the paragraphs of a header so that it has as many value columns as the rows.

    Args:
        labels: One printed paragraph each.
        width: How many values the rows usually have.

    Returns:
        The joined labels of most points; None where nothing fits, or where the paragraphs look no
        less like whole labels as they are.
    """
    # best[i][v]: points and joins of the first i paragraphs with v value columns
    best: list[dict[int, tuple[float, tuple[str, ...]]]] = [{0: (0.0, ())}]
    for end in range(1, len(labels) + 1):
        here: dict[int, tuple[float, tuple[str, ...]]] = {}
        for begin in range(max(0, end - _MAX_PIECES), end):
            points, label, holds = _join(tuple(labels[begin:end]))
            for values, (before, joined) in best[begin].items():
                count = values + holds
                is_late = values > 0 and header_role(squash(label)) in _NAMES
                total = before + points + (_LATE_NAME if is_late else 0.0)
                if count <= width and (count not in here or total > here[count][0]):
                    here[count] = (total, (*joined, label))
        best.append(here)
    found = best[-1].get(width)
    if found is None or len(found[1]) == len(labels):
        return None
    as_printed = sum(_join((label,))[0] for label in labels) / len(labels)
    return found[1] if found[0] / len(found[1]) > as_printed else None


@cache
def _join(pieces: tuple[str, ...]) -> tuple[float, str, bool]:
    """Points of some paragraphs as one label, the label, and whether it holds values."""
    label = "".join(pieces)
    folded = squash(label)
    role = header_role(folded)
    points = _PLAIN + _JOIN * (len(pieces) - 1)
    if role is not None:
        points += _KNOWN
    elif split_unit(label)[1]:
        points += _UNIT
    elif looks_like_org(folded) and len(folded) > 1:
        points += _ORG
    elif len(pieces) > 1:
        points += _UNKNOWN_JOIN
    if len(folded) == 1:
        points += _LONE_SIGN
    if has_open_bracket(label):
        points += _OPEN
    if len(pieces) > 1 and role is None:
        points += _TWO_WHOLE * any(map(_is_whole, pieces[:-1]))
        points += _TWO_NAMES * _holds_two_names(pieces)
    return points, label, role in (None, "total", "group", "weight")


def _holds_two_names(pieces: Sequence[str]) -> bool:
    """Whether a join begins with the end of another name, or names two places or a total."""
    folded = [squash(piece) for piece in pieces]
    if folded[0] in _LEVELS:
        return not folded[1].startswith(_OF_LEVEL)
    whole = header_role("".join(folded))
    for cut in range(1, len(folded)):
        parts = "".join(folded[:cut]), "".join(folded[cut:])
        if header_role(parts[0]) == "total" != whole and not is_attribute(parts[1]):
            return True
        if all(len(part) > 1 and looks_like_org(part) for part in parts):
            return True
    return False


def _is_whole(piece: str) -> bool:
    folded = squash(piece)
    return header_role(folded) is not None or (
        len(folded) > 2 and (looks_like_org(folded) or is_attribute(folded))
    )
