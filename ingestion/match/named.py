"""A mention under one of its names, with the kind of its number. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ingestion.match.features import NameFeatures, parts_of, same_indicator_features
from ingestion.match.indicator_model import IndicatorMention
from ingestion.values.lookups import pattern
from ingestion.values.names import unit_dimension

_EACH = ("rate", "change", "time")


@dataclass(frozen=True, slots=True)
class Named:
    """A mention under one of its names, with what the name says."""

    mention: IndicatorMention
    name: str
    features: NameFeatures

    @property
    def kind(self) -> str | None:
        """What kind of number it is: the unit tells, else the name's ending."""
        return _kind(self.mention, self.features)


def named(mention: IndicatorMention, name: str) -> Named:
    """Read a name, and give the mention the change that only the name tells (增速)."""
    features = same_indicator_features(name)
    if features.change and mention.change is None and _is_share(mention):
        mention = replace(mention, change=features.change)  # 增速8% is a change without a verb
    return Named(mention, name, features)


def names_of(mention: IndicatorMention) -> tuple[Named, ...]:
    """The mention under its own name, then under each of the indicators that the name joins.

    A rate, a change or a time limit holds for each of them (A率和B率达99%); a count is their sum
    unless the words say 均 or 各.
    """
    whole = named(mention, mention.name)
    holds_for_each = whole.kind in _EACH or bool(
        pattern("cell_words", "for_each").search(mention.text)
    )
    parts = parts_of(mention.name) if holds_for_each else ()
    return (whole, *(named(mention, part) for part in parts))


def _is_share(mention: IndicatorMention) -> bool:
    return mention.unit is not None and unit_dimension(mention.unit) == "share"


def _kind(mention: IndicatorMention, features: NameFeatures) -> str | None:
    if mention.change is not None:
        return "change"
    dimension = unit_dimension(mention.unit) if mention.unit else None
    by_unit = {"share": "rate", "length_area_mass_energy": "size"}
    found = by_unit.get(dimension, dimension) if dimension else features.kind
    return "rate" if found == "score" else found
