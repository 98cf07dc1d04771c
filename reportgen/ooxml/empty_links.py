"""A package whose links do nothing (``javascript:void(0)`` on buttons of web pages) → the same without these links.

Knows no text.  Whoever copies a paragraph from a web page brings such links along and does not see them; a link that runs code is
refused (``external``), and a report is not worth refusing for one that runs none.  The words that it stood on stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from reportgen.message import say
from reportgen.ooxml.external import P25, plain_address
from reportgen.ooxml.names import RELS, A
from reportgen.ooxml.package import Package, parse_xml, rels_name, serialise_xml
from reportgen.problem import Grade, Problem, WordPlace
from reportgen.regex import regex

_NOTHING = regex(r"javascript:(?:void\(?[0-9]?\)?|undefined|false|null|//|#|;)*", re.IGNORECASE)
_CLICKED = (A + "hlinkClick", A + "hlinkHover")
"""What is nothing but its link."""


def without_empty_links(package: Package) -> tuple[Package, tuple[Problem, ...]]:
    """The package, and a note for each part that had such links."""
    changed: dict[str, bytes] = {}
    told: list[Problem] = []
    for source in package.names:
        part = rels_name(source)
        if part not in package:
            continue
        links = [line for line in package.relationships(source) if line.kind.lower() == "hyperlink" and line.external]
        if empty := {line.id: line.target for line in links if _NOTHING.fullmatch(plain_address(line.target))}:
            changed[source] = _unlinked(package.read(source), source, empty)
            changed[part] = _unregistered(package.read(part), part, empty)
            message = say("有 {count} 个网页上带来的空链接“{target}”，已去掉，字都留着", count=len(empty), target=next(iter(empty.values())))
            told.append(Problem(P25, message, Grade.NOTE, WordPlace(source), say("不用改；也可以在 Word 里选中，取消超链接")))
    return package.revised(changed) if changed else package, tuple(told)


def _unlinked(data: bytes, source: str, ids: Collection[str]) -> bytes:
    root = parse_xml(data, source)
    for element in list(root.iter("*")):
        for key in [key for key, value in element.items() if "elationships}" in str(key) and value in ids]:
            parent = element.getparent()
            if element.tag in _CLICKED and parent is not None:
                parent.remove(element)
            else:
                del element.attrib[key]
    return serialise_xml(root)


def _unregistered(data: bytes, part: str, ids: Collection[str]) -> bytes:
    root = parse_xml(data, part)
    for element in list(root.iter(f"{RELS}Relationship")):
        parent = element.getparent()
        if element.get("Id") in ids and parent is not None:
            parent.remove(element)
    return serialise_xml(root)
