"""Make a chart as Vega draws it fit for a page: small, without fonts, told in words. Pure."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

VEGA_LITE = "6.4"
# What the page says itself, or need not know: names of marks, fonts, colours of nothing.
_SUPERFLUOUS = re.compile(
    r' (?:class="[^"]*"|font-family="[^"]*"|role="[^"]*"|aria-roledescription="[^"]*"'
    r'|aria-hidden="[^"]*"|xmlns:xlink="[^"]*"|version="1.1"|stroke-miterlimit="10"'
    r'|opacity="1"|pointer-events="none"|display="none")'
)
_UNSEEN = re.compile(
    r'<rect width="\d+" height="\d+" fill="white"/>|<path d=""/>|<path d="M0,0h\d+v\d+h-?\d+Z"/>'
)
_EMPTY = re.compile(r"<g(?: [^>]*)?></g>")
_LONG_NUMBER = re.compile(r"\d+\.\d{2,}")


def slim_svg(svg: str, *, said: str, named: str = "data-name") -> Markup:
    """Leave out of a picture what the page says itself.

    Args:
        svg: As the library draws it.
        said: What a reader is told who does not see the picture.
        named: The attribute that holds what the library calls the label of a mark.
    """
    slim = _UNSEEN.sub("", _SUPERFLUOUS.sub("", svg))
    while _EMPTY.search(slim):
        slim = _EMPTY.sub("", slim)
    slim = slim.replace(' aria-label="', f' {named}="')
    slim = _LONG_NUMBER.sub(lambda found: f"{float(found[0]):.1f}", slim)
    head, _, body = slim.partition(">")
    label = f' role="img" aria-label="{escape(said)}"'
    return Markup(f"{head}{label}><title>{escape(said)}</title>{body}")
