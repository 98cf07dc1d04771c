"""An arranged main part and the parts with its notes and comments → the notes that are anchored within a block, moved beside their
references.

Knows no data.  A comment on a row of a loop speaks of that row, and a field in its footnote leads to the bookmark of that row; both
can be followed only where they stand within the loop.  They go back into their parts once the part is rendered
(``finish.anchored_notes``).  In their place a shell is left behind, so that the places of the other notes stay what they are.
A note that says the same wherever it stands is left alone: ``finish.notes`` copies a footnote, and a comment is anchored once; but
for an answer to a comment that does not, which goes with it (``finish.comment_companions``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from reportgen.engine.compile.lexer import may_hold_tags
from reportgen.ooxml.field_targets import link_targets
from reportgen.ooxml.locations import Locator
from reportgen.ooxml.names import W
from reportgen.ooxml.package import Package
from reportgen.ooxml.xml_tree import highest, parse_xml, serialise_xml
from reportgen.value_object import ValueObject

NOTES = ("comment", "footnote", "endnote")


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class NotePart(ValueObject):
    """A part of which notes were moved: their ``kind``, the part as it was ``left``, the numbers of the ``shells`` in it, the
    first number that no note has, and, by the number of a comment, what the parts beside the comments know it by."""

    kind: str
    left: bytes
    shells: frozenset[str]
    following: int
    keys: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class MovedNotes(ValueObject):
    """The notes that were moved, in reading order, each with the places of its part as it was; and the parts by name."""

    notes: tuple[tuple[etree._Element, Locator], ...] = ()
    parts: Mapping[str, NotePart] = field(default_factory=dict)

    @property
    def words(self) -> str:
        """Everything that is written in the notes."""
        return "\n".join(str(text) for note, _ in self.notes for text in note.itertext())


def move_notes(package: Package, root: etree._Element, roles: Mapping[str, int]) -> MovedNotes:
    """Moves the notes of the main part's blocks to their references (``roles`` as in ``blocks.is_fragile``)."""
    wanted = _anchored(root, roles)
    if not wanted:
        return MovedNotes()
    from reportgen.engine.finish.comment_companions import key_of  # here: few templates have comments in a loop

    named = {line.kind: line.target for line in package.relationships(package.main) if not line.external}
    moved: dict[etree._Element, tuple[etree._Element, Locator]] = {}
    parts: dict[str, NotePart] = {}
    for kind in NOTES:
        name = named.get(f"{kind}s", "")
        references = [reference for reference in wanted if reference.tag == f"{W}{kind}Reference"]
        if references and name in package:
            tree = parse_xml(package.read(name), name)
            locator = Locator(tree, name)
            own = _own(tree, kind, package)
            drawn = {reference: own.pop(number) for reference in references if (number := reference.get(W + "id", "")) in own}
            keys = {note.get(W + "id", ""): key_of(note) for note in drawn.values()} if kind == "comment" else {}
            for reference, note in drawn.items():
                _move(note, reference)
                moved[reference] = (note, locator)
            if drawn:
                shells = frozenset(note.get(W + "id", "") for note in drawn.values())
                following = highest(note.get(W + "id") for note in tree.iterchildren(W + kind)) + 1
                parts[name] = NotePart(kind, serialise_xml(tree), shells, following, keys)
    return MovedNotes(tuple(moved[reference] for reference in wanted if reference in moved), parts)


def _anchored(root: etree._Element, roles: Mapping[str, int]) -> list[etree._Element]:
    """The references that stand within a block."""
    found: list[etree._Element] = []
    depth = 0
    names = tuple(f"{W}{kind}Reference" for kind in NOTES)
    for node in root.iter(etree.PI, *names):
        if isinstance(node, etree._ProcessingInstruction):
            depth += roles.get(node.text or "", 0)
        elif depth:
            found.append(node)
    return found


def _own(tree: etree._Element, kind: str, package: Package) -> dict[str, etree._Element]:
    """The notes that say something of their places, by number; of comments also those of the same conversation."""
    notes = list(tree.iterchildren(W + kind))
    speaking = [note for note in notes if _speaks(note, kind)]
    if kind == "comment" and speaking:
        from reportgen.engine.finish.comment_companions import key_of, threads

        answers = threads(package)
        first = {key: answers.get(key, key) for key in map(key_of, notes)}
        said = {first[key_of(note)] for note in speaking} - {""}
        speaking = [note for note in notes if note in speaking or first[key_of(note)] in said]
    return {note.get(W + "id", ""): note for note in speaking}


def _speaks(note: etree._Element, kind: str) -> bool:
    """Whether a note says something of its place: tags, or (a footnote) a reference to what may be renamed there."""
    words = "".join(str(text) for text in note.itertext())
    said = [str(value) for element in note.iter(etree.Element) for value in element.attrib.values()]
    return any(map(may_hold_tags, (words, *said))) or (kind != "comment" and any(True for _ in link_targets(note)))


def _move(note: etree._Element, reference: etree._Element) -> None:
    shell = etree.Element(note.tag)
    shell.attrib.update({name: value for name, value in note.attrib.items() if not may_hold_tags(str(value))})
    shell.extend([etree.Element(W + "p") for _ in note.iter(W + "p")])
    note.tail = None
    note.addprevious(shell)
    reference.addnext(note)
