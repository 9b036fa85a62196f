"""Places in front of a number: who reached it, not what is counted. Pure."""

from __future__ import annotations

import re
from functools import cache

from ingestion.interpret.narrative.words import ends_with, starts_with

_KIND = r"(?:自治县|[市县区州旗镇乡]|街道|新城)"
_ONE = rf"[一-鿿]{{2,4}}?{_KIND}"
_JOINT = r"(?:、|以及|和|与|及)"
# 级, 域, 政府 …: the word goes on and names no place: 青山区域, 县级, 市场.
_GOES_ON = r"(?![级域内委政长局办场民道块位间直属])"
_IN_A_ROW = re.compile(
    rf"(?P<places>[一-鿿]{{2,5}}(?:{_JOINT}[一-鿿]{{2,5}})+?)等?"
    rf"(?:[两二三四五六七八九十]|\d{{1,2}})个?(?:[市县区地镇乡]|街道|县市区|城市)(?P<rest>.*)"
)
_NAMED = re.compile(rf"(?P<places>{_ONE}(?:{_JOINT}{_ONE})*){_GOES_ON}(?P<rest>.*)")
# 增速排名前三的是东山县: which places these are says nothing of what is counted.
_BEST_ARE = re.compile(
    r"^[^,、]{0,12}(?:前[一二两三四五六七八九十\d]+[位名]?|最[高快大多好低慢]|较[快高好慢低]|靠[前后]|居[前末]|滞后|领先)的"
    r"(?:[市县区]{1,3}|地区)?(?:依次|分别)?[是为有](?=.)"
)
_SPLIT = re.compile(_JOINT)


def split_places(phrase: str, *, is_next: bool = False) -> tuple[tuple[str, ...], str]:
    """Places at the front of a phrase, and what is left of it.

    Args:
        phrase: 东山县、西河区开工率 or 甲、乙、丙三市投资.
        is_next: Whether the number before was that of a place: then 青山区 is one too.

    Returns:
        The places, in order, and 开工率; no places and the whole phrase if it begins with none.
    """
    plain = _BEST_ARE.sub("", phrase)
    found = _IN_A_ROW.fullmatch(plain) or _NAMED.fullmatch(plain)
    if found is None or len(found["rest"]) == 1:
        return (), phrase
    places = tuple(_SPLIT.split(found["places"]))
    is_none = not is_next and all(_ends().search(place) for place in places)
    if _begins().match(places[0]) or is_none:
        return (), phrase  # 青山区 beside 石门县 is a place, alone it may be any
    return places, found["rest"]


@cache
def _begins() -> re.Pattern[str]:
    return starts_with("no_place_begins")


@cache
def _ends() -> re.Pattern[str]:
    return ends_with("no_places")
