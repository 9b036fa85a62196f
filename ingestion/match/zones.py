"""Names of zones, bureaus and towns, which have no official code of the county kind. Pure.

Such a name gets a code of ours under the place whose plan prints it: the place's code and the name
in one reviewed form, such as ``330100-经开区``. It is stable because it depends on the name alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Literal, NamedTuple

from ingestion.match.names import fold_name, listed, without_ending
from ingestion.values.lookups import words

OwnLevel = Literal["functional_zone", "bureau", "township"]


class ScopedName(NamedTuple):
    """The reviewed form of a name, and what kind of organisation it is."""

    name: str
    level: OwnLevel


def scoped_name(folded: str, *, is_county: bool) -> ScopedName | None:
    """Read a name as that of a zone, of the issuer's own line, or of a town of a county.

    Args:
        folded: The name, folded, without the names of the places around it.
        is_county: Whether the plan is a county's, which is broken down to towns.

    Returns:
        Its reviewed form; None where the name is of no such kind.
    """
    own = _own_lines().get(folded)
    if own:
        return ScopedName(own, "bureau")
    for name in dict.fromkeys((folded, *_bare(folded))):
        zone = _zone(name)
        if zone:
            return ScopedName(zone, "functional_zone")
    if is_county and any(folded.endswith(word) for word in listed("townships")):
        return ScopedName(folded.removesuffix("办事处"), "township")
    return None


def _bare(folded: str) -> Iterator[str]:
    name = folded
    while (shorter := without_ending(name, "office_endings")) != name:
        yield shorter
        name = shorter


def _zone(folded: str) -> str:
    """A zone's name with its kind in one word: 钱江经济开发区 becomes 钱江经开区."""
    for word, kind in _zones().items():
        if folded.endswith(word):
            return folded.removesuffix(word) + kind
    return ""


@cache
def _zones() -> dict[str, str]:
    return {fold_name(word): kind for word, kind in words("match_words", "zones", "code").items()}


@cache
def _own_lines() -> dict[str, str]:
    return {
        fold_name(word): kind for word, kind in words("match_words", "own_lines", "code").items()
    }
