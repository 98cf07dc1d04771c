"""A rendered package → the package without the parts that nothing leads to any more.

Knows relationships, no tag.  A picture or chart in a condition that does not hold is gone from the page; left in the file,
its part, or the address it is fetched from, would still be found by whoever opens the zip.  What the template itself left
lying about stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from reportgen.ooxml.package import TYPES_PART, Package, rels_name
from reportgen.ooxml.xml_tree import parse_xml, serialise_xml

_SHOWN = frozenset(("chart", "image", "oleObject", "package", "diagramData", "aFChunk", "video", "audio", "media"))
"""Kinds of relationships that are there for one place of their part."""


def shown_by(package: Package, name: str) -> frozenset[str]:
    """The relationships that a template's part uses for something to be seen in one place."""
    held = [line.id for line in package.relationships(name) if line.kind in _SHOWN]
    data = package.read(name) if held else b""
    return frozenset(id for id in held if _uses(data, id))


def sweep(
    before: Package, shown: Mapping[str, frozenset[str]], changed: Mapping[str, bytes], added: Mapping[str, bytes]
) -> tuple[dict[str, bytes], frozenset[str]]:
    """Parts to be changed and parts to be removed; ``shown`` has for each part that tags may change what it showed."""
    lost = {
        name: frozenset(id for id in ids if not _uses(changed[name], id)) for name, ids in shown.items() if ids and name in changed
    }
    if not any(lost.values()):
        return {}, frozenset()
    after = before.revised(changed, added)
    revised = {rels_name(name): _without(after.read(rels_name(name)), rels_name(name), ids) for name, ids in lost.items() if ids}
    left = after.revised(revised)
    removed = _reached(before) - _reached(left)
    removed = {name for name in removed if name in left}
    removed |= {rels_name(name) for name in removed if rels_name(name) in left}
    if removed:
        revised[TYPES_PART] = _untyped(after.read(TYPES_PART), removed)
    return revised, frozenset(removed)


def _uses(data: bytes, id: str) -> bool:
    return f'"{id}"'.encode() in data or f"'{id}'".encode() in data


def _without(data: bytes, name: str, ids: frozenset[str]) -> bytes:
    root = parse_xml(data, name)
    for line in list(root):
        if line.get("Id") in ids:
            root.remove(line)
    return serialise_xml(root)


def _reached(package: Package) -> set[str]:
    """Every part that relationships lead to, from the package on."""
    found: set[str] = set()
    waiting = [""]
    while waiting:
        for line in package.relationships(waiting.pop()):
            if not line.external and line.target not in found:
                found.add(line.target)
                waiting.append(line.target)
    return found


def _untyped(data: bytes, removed: Iterable[str]) -> bytes:
    root = parse_xml(data, TYPES_PART)
    gone = {f"/{name}".lower() for name in removed}
    for line in list(root):
        if line.get("PartName", "").lower() in gone:
            root.remove(line)
    return serialise_xml(root)
