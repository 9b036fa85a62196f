"""Small questions to the XML of word processor files. Pure."""

from __future__ import annotations

from typing import Any

# Word writes the first namespace; "Strict Open XML" writes the second.
_NAMESPACES = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)


def tag_of(element: Any) -> str:
    """Local name of an element; empty for comments and processing instructions."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def children(element: Any, name: str) -> list[Any]:
    """The children of a name; none where there is no element."""
    return [] if element is None else [one for one in element if tag_of(one) == name]


def child(element: Any, name: str) -> Any:
    """The first child of a name, or None."""
    return next(iter(children(element, name)), None)


def attribute(element: Any, name: str) -> str:
    """An attribute of the word processor's own namespace; empty where there is none."""
    if element is None:
        return ""
    found = (element.get(f"{{{space}}}{name}") for space in _NAMESPACES)
    return next((value for value in found if value is not None), "")


def is_on(element: Any, name: str) -> bool:
    """Whether a switch such as ``vanish`` is set in a set of properties."""
    switch = child(element, name)
    return switch is not None and attribute(switch, "val") not in ("0", "false", "off")
