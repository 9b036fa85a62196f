"""How alike two folded names are, and the best candidates for one. Pure, on RapidFuzz."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import fuzz, process

from ingestion.match.model import Candidate

MOST_CANDIDATES = 5
LEAST_SCORE = 0.5
"""Below it a candidate helps nobody. Unit: share of characters in common, 0 to 1."""
SURE_SCORE = 0.85
"""A name so alike, and no other near it, is the same name misprinted: one character of seven."""
SURE_MARGIN = 0.15
"""How far the second candidate must be behind for the first to be sure."""


def best_candidates(
    folded: str, choices: Iterable[tuple[str, str, str]], *, least: float = LEAST_SCORE
) -> tuple[Candidate, ...]:
    """The choices most like a name, best first, each code once.

    Args:
        folded: The name looked for, folded.
        choices: (code, shown name, folded name); a code may come with several names.
        least: Choices below this score are left out.
    """
    listed = list(choices)
    found = process.extract(
        folded,
        [name for _, _, name in listed],
        scorer=fuzz.ratio,
        score_cutoff=least * 100,
        limit=4 * MOST_CANDIDATES,
    )
    best: dict[str, Candidate] = {}
    for _, score, index in found:
        code, shown, _ = listed[index]
        best.setdefault(code, Candidate(code=code, name=shown, score=round(score / 100, 4)))
    ranked = sorted(best.values(), key=lambda one: (-one.score, one.code))
    return tuple(ranked[:MOST_CANDIDATES])


def is_sure(candidates: tuple[Candidate, ...]) -> bool:
    """Whether the first candidate may be taken without asking."""
    if not candidates or candidates[0].score < SURE_SCORE:
        return False
    second = candidates[1].score if len(candidates) > 1 else 0.0
    return candidates[0].score - second >= SURE_MARGIN
