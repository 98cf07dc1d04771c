"""The finished main part and the parts of notes → the same, where blocks have repeated a reference each with a note of its
own.

Knows nothing of tags.  A footnote within a loop leaves several references to one note, which Word does not allow
(ECMA-376 Part 1 §17.11): each after the first gets a copy of the note, as if somebody had copied the text in Word.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy

from lxml import etree

from reportgen.ooxml.names import W14, W
from reportgen.ooxml.package import Package
from reportgen.ooxml.xml_tree import highest, parse_xml, serialise_xml

_KINDS = ("footnote", "endnote")


def separate_notes(package: Package, finished: Mapping[str, bytes]) -> dict[str, bytes]:
    """The parts that change: the main part and those of the notes; none where no reference is repeated."""
    data = finished.get(package.main, b"")
    if not any(f"{kind}Reference".encode() in data for kind in _KINDS):
        return {}
    root = parse_xml(data, package.main)
    parts = {line.kind: line.target for line in package.relationships(package.main)}
    changed: dict[str, bytes] = {}
    for kind in _KINDS:
        name = parts.get(f"{kind}s", "")
        again = _repeated(root, kind)
        if again and name in package:
            notes = parse_xml(finished.get(name) or package.read(name), name)
            _copy_notes(notes, kind, again)
            changed[name] = serialise_xml(notes)
    return {package.main: serialise_xml(root), **changed} if changed else {}


def _repeated(root: etree._Element, kind: str) -> list[etree._Element]:
    """References to a note that an earlier one has named."""
    seen: set[str | None] = set()
    again = []
    for reference in root.iter(f"{W}{kind}Reference"):
        number = reference.get(W + "id")
        if number in seen:
            again.append(reference)
        seen.add(number)
    return again


def _copy_notes(notes: etree._Element, kind: str, references: list[etree._Element]) -> None:
    held = {note.get(W + "id", ""): note for note in notes.iterchildren(W + kind)}
    used = {*held, *(node.get(W + "id", "") for node in references[0].getroottree().iter(f"{W}{kind}Reference"))}
    following = highest(used) + 1
    for reference in references:
        note = held.get(reference.get(W + "id", ""))
        if note is not None:
            notes.append(_copied(note, following))
            reference.set(W + "id", str(following))
            following += 1


def _copied(note: etree._Element, number: int) -> etree._Element:
    copy = deepcopy(note)
    copy.set(W + "id", str(number))
    for element in copy.iter(W + "p"):
        for name in (W14 + "paraId", W14 + "textId"):
            element.attrib.pop(name, "")
    return copy
