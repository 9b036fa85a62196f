"""Judge one pair of mentions: are they one indicator, and how do their values stand. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from ingestion.match.align import NameDifference, align_names
from ingestion.match.compare import base_value, compare_values
from ingestion.match.features import (
    NameFeatures,
    implied_qualifiers,
    is_nested,
)
from ingestion.match.indicator_model import IndicatorMention, Relation
from ingestion.match.named import Named
from ingestion.match.wording import has_other_verb, is_for_one, milestone, reworded, stretched

Level = Literal["match", "doubt", "near", "far"]

# Below NEAR two names have nothing to do with each other; nobody is asked about them.
NEAR = 0.45
DOUBT = 0.6
# With an equal number, one name may leave words of the other out ...
SHORTENED = 0.5
# ... or each may have some that the other has not, or other words in one place.
REWORDED = 0.7
# Without a number the names must be nearly the same.
NAME_ALONE = 0.9
LEAST_SHARED = 3.0
_TELLING_DIGITS = 3


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known beside the two mentions.

    Attributes:
        is_same_action: None where the actions cannot be compared.
        is_lone_number: No other right mention has that number.
        is_closed: The left names are taken from the right's own list.
    """

    is_same_action: bool | None = None
    is_lone_number: bool = False
    is_closed: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """The judgement of one pair; ``reasons`` are codes that ``explain`` puts into words."""

    level: Level
    score: float
    is_exact: bool
    relation: Relation | None
    reasons: tuple[str, ...]
    difference: NameDifference


def judge_pair(left: Named, right: Named, setting: Setting) -> Verdict:
    """Judge whether two mentions name one indicator.

    Whatever tells two indicators apart (kind of number, level, grade, quoted term) rules the match
    out, however equal the numbers are. Equal numbers then lower what the names must share.

    Args:
        left: One mention under one name.
        right: Another.
        setting: What is known beside them.

    Returns:
        ``match``, ``doubt`` (for review), ``near`` (same thing, another indicator) or ``far``.
    """
    difference = align_names(left.features.core, right.features.core)
    is_one_plan = _is_one_plan(left.mention, right.mention)
    relation = compare_values(left.mention, right.mention, is_one_plan=is_one_plan)
    vetoes = tuple(_vetoes(left, right, relation))
    if vetoes:
        level: Level = "near" if difference.score >= NEAR else "far"
        return Verdict(level, difference.score, False, "not_comparable", vetoes, difference)
    if not is_one_plan:
        number = "silent"
    else:
        number = {"agree": "equal", None: "silent"}.get(relation, "unequal")
    level, reasons = _weigh(left, right, difference, number, setting)
    reasons = (*reasons, number)
    if level == "near":
        return Verdict(level, difference.score, False, "not_comparable", reasons, difference)
    if "nested" in reasons or (level == "doubt" and number == "unequal" and _lonely(left, right)):
        relation = "not_comparable"  # 累计150个 beside 30个 is another number, if not another thing
    relation = stretched(left, right, reworded(left, right, relation))
    exact = _is_exact(left, right, difference)
    return Verdict(level, difference.score, exact, relation, reasons, difference)


def _is_one_plan(left: IndicatorMention, right: IndicatorMention) -> bool:
    return (left.year is None or right.year is None or left.year == right.year) and (
        left.level is None or right.level is None or left.level == right.level
    )


def _vetoes(left: Named, right: Named, relation: Relation | None) -> Iterable[str]:
    if None not in (left.kind, right.kind) and left.kind != right.kind:
        yield "kind"
    elif relation == "not_comparable":
        yield "unit"
    elif relation == "contradict" and is_for_one(left) != is_for_one(right):
        yield "each"
    one, other = left.features, right.features
    if any(not members for members in _common_sets(one, other)):
        yield "qualifier"
    if one.defining and other.defining and not one.defining & other.defining:
        yield "defining"
    if one.quoted and other.quoted and not _any_within(one.quoted, other.quoted):
        yield "quoted"


def _common_sets(one: NameFeatures, other: NameFeatures) -> Iterable[set[tuple[str, str]]]:
    """For each contrast set that both name: the members they share."""
    for name in {s for s, _ in one.qualifiers} & {s for s, _ in other.qualifiers}:
        yield {pair for pair in one.qualifiers & other.qualifiers if pair[0] == name}


def _any_within(one: Iterable[str], other: Iterable[str]) -> bool:
    second = tuple(other)
    return any(a in b or b in a for a in one for b in second)


def _weigh(
    left: Named, right: Named, difference: NameDifference, number: str, setting: Setting
) -> tuple[Level, tuple[str, ...]]:
    """Decide by the names, with the number as evidence."""
    ranks = milestone(left), milestone(right)
    if None not in ranks and ranks[0] != ranks[1]:
        is_same = number == "equal" and difference.score >= REWORDED
        return ("match" if is_same else "near"), ("milestone",)
    if _is_nested(left) != _is_nested(right) and not _is_own_row(left, right, difference, number):
        return _doubt_or_far(difference), ("nested",)
    if _is_exact(left, right, difference):
        return _weigh_same_name(left, right, number, setting)
    if difference.is_replaced:
        return _weigh_replaced(difference, number, setting)
    if number == "equal":
        return _weigh_equal(left, right, difference, setting)
    return _weigh_names(left, right, difference, number, setting)


def _is_own_row(left: Named, right: Named, difference: NameDifference, number: str) -> bool:
    """其中省级8家, and the table has a row of those at provincial level."""
    shared = left.features.qualifiers & right.features.qualifiers
    return _is_exact(left, right, difference) and (bool(shared) or number == "equal")


def _doubt_or_far(difference: NameDifference) -> Level:
    return "doubt" if difference.score >= DOUBT else "far"


def _is_exact(left: Named, right: Named, difference: NameDifference) -> bool:
    if left.features.core == right.features.core:
        return not _lonely(left, right)
    only_light = difference.left == 0 and difference.right == 0 and difference.shared > 0
    return only_light and not _lonely(left, right)


def _lonely(left: Named, right: Named) -> set[tuple[str, str]]:
    """Qualifiers of sets that only one of them names; implied ones are left out."""
    one, other = left.features.qualifiers, right.features.qualifiers
    sets = {s for s, _ in one} ^ {s for s, _ in other}
    return {pair for pair in one | other if pair[0] in sets} - implied_qualifiers()


def _drops_implied(left: Named, right: Named) -> bool:
    one, other = left.features.qualifiers, right.features.qualifiers
    return bool((one ^ other) & {("stock", "new")})


def _weigh_same_name(
    left: Named, right: Named, number: str, setting: Setting
) -> tuple[Level, tuple[str, ...]]:
    if number == "equal":
        return "match", ("same_name",)
    if _drops_implied(left, right) and not setting.is_closed:
        return "doubt", ("same_name", "implied")
    if number == "unequal" and setting.is_same_action is False:
        return "doubt", ("same_name", "other_action")
    if number == "unequal" and has_other_verb(left, right):
        return "doubt", ("same_name", "verbs")
    return "match", ("same_name",)


def _weigh_replaced(
    difference: NameDifference, number: str, setting: Setting
) -> tuple[Level, tuple[str, ...]]:
    """Other words in one place name another thing: equal numbers are then a question, no proof."""
    reasons = ("replaced",)
    if number == "equal" and difference.score >= DOUBT and setting.is_same_action is not False:
        return "doubt", reasons
    if number == "equal" and setting.is_lone_number and difference.score >= SHORTENED:
        return "doubt", reasons
    return ("near" if difference.score >= NEAR else "far"), reasons


def _weigh_equal(
    left: Named, right: Named, difference: NameDifference, setting: Setting
) -> tuple[Level, tuple[str, ...]]:
    """Equal numbers: words may be left out, the more readily under one action."""
    is_short = difference.left == 0 or difference.right == 0
    reasons = ("shortened",) if is_short else ("reworded",)
    if difference.score < (SHORTENED if is_short else REWORDED):
        return _doubt_or_far(difference), reasons
    lonely = _lonely(left, right)
    if difference.shared < LEAST_SHARED or not _is_supported(left, difference, lonely, setting):
        return "doubt", (*reasons, *(("lonely",) if lonely else ()))
    return "match", reasons


def _is_supported(
    left: Named, difference: NameDifference, lonely: set[tuple[str, str]], setting: Setting
) -> bool:
    """Tell whether an equal number is more than an accident.

    The level of an award may be left out under its own action; no other qualifier may.
    """
    if lonely:
        return setting.is_same_action is True and all(name == "level" for name, _ in lonely)
    if setting.is_same_action is not None:
        return setting.is_same_action or _is_telling(left)
    return setting.is_lone_number or difference.score >= REWORDED


def _weigh_names(
    left: Named, right: Named, difference: NameDifference, number: str, setting: Setting
) -> tuple[Level, tuple[str, ...]]:
    """No equal number: only nearly equal names, or a short form on a closed list, will do."""
    is_short = difference.left == 0
    reasons = ("shortened",) if is_short else ("reworded",)
    if number == "silent":
        is_near = not _lonely(left, right) and difference.score >= NAME_ALONE
        is_short_form = is_short and difference.keeps_head and difference.shared >= LEAST_SHARED
        is_listed = setting.is_closed and is_short_form
        if is_near or is_listed:
            return "match", reasons
    return _doubt_or_far(difference), reasons


def _is_telling(named_mention: Named) -> bool:
    """A number with three digits or more that count is no accident (2252, 95.8)."""
    found = base_value(named_mention.mention)
    return found is not None and len(found[1].as_tuple().digits) >= _TELLING_DIGITS


def _is_nested(side: Named) -> bool:
    return side.features.is_nested or is_nested(side.mention.text)
