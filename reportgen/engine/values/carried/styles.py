"""The styles of a sub-document → for each its id in the finished file: the template's of that name, or a copy.

Knows no text.  A style that the template has not is copied with all it leads to (based on, next, linked, numbering).
"""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy

from lxml import etree

from reportgen.word.additions import Additions
from reportgen.word.names import W
from reportgen.word.trees import drop

USES = {W + "pStyle": "paragraph", W + "rStyle": "character", W + "tblStyle": "table"}
"""Elements that name a style, and its kind."""
_LEADS = tuple(W + name for name in "basedOn next link".split())


class StyleMap:
    """``root`` is the sub-document's style part, missing where it has none; ``number`` maps its numberings."""

    def __init__(self, root: etree._Element | None, additions: Additions, number: Callable[[str], str]) -> None:
        held = root.iterchildren(W + "style") if root is not None else iter(())
        self._held = {(_kind(style), style.get(W + "styleId", "")): style for style in held}
        self._additions = additions
        self._number = number
        self._known: dict[tuple[str, str], str] = {}
        self._there = {(_kind(style), _name(style)): style.get(W + "styleId", "") for style in additions.shared("styles")}
        self._ids = {style.get(W + "styleId", "").lower() for style in additions.shared("styles")}

    def of(self, kind: str, identifier: str) -> str:
        """The id in the finished file; empty for a style that the sub-document itself does not have."""
        key = (kind, identifier)
        if key not in self._known:
            style = self._held.get(key)
            if style is None:
                return ""
            there = self._there.get((kind, _name(style)))
            self._known[key] = there if there is not None else self._copied(style, kind)
        return self._known[key]

    def settle(self, element: etree._Element) -> None:
        """All names of styles within an element become those of the finished file."""
        for use in list(element.iter(*USES)):
            found = self.of(USES[str(use.tag)], use.get(W + "val", ""))
            if found:
                use.set(W + "val", found)
            else:
                drop(use)

    def _copied(self, style: etree._Element, kind: str) -> str:
        identifier = free = style.get(W + "styleId", "") or "style"
        count = 1
        while free.lower() in self._ids:
            count += 1
            free = f"{identifier}_{count}"
        self._ids.add(free.lower())
        self._known[kind, style.get(W + "styleId", "")] = free
        self._there[kind, _name(style)] = free
        copy = deepcopy(style)
        copy.set(W + "styleId", free)
        copy.attrib.pop(W + "default", "")
        for lead in [child for child in copy if child.tag in _LEADS]:
            other = {"paragraph": "character", "character": "paragraph"}.get(kind, kind) if lead.tag == W + "link" else kind
            found = self.of(other, lead.get(W + "val", ""))
            if found:
                lead.set(W + "val", found)
            else:
                copy.remove(lead)
        for use in list(copy.iter(W + "numId")):
            use.set(W + "val", self._number(use.get(W + "val", "0")))
        self._additions.append("styles", copy)
        return free


def _kind(style: etree._Element) -> str:
    return style.get(W + "type", "paragraph")


def _name(style: etree._Element) -> str:
    held = style.find(W + "name")
    return (held.get(W + "val", "") if held is not None else style.get(W + "styleId", "")).lower()
