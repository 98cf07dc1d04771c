"""A rendered part → its plain paragraphs, each finished by itself, and the rest of the part with a place for each; and back.

Knows nothing of tags and values.  A plain paragraph holds runs of text and nothing else: no number, name, picture or reference, so
that whatever is done to the part around it leaves it as it is, and what becomes of it is a function of its own bytes.  While
somebody types, all of them but one are what they were a moment ago: these are taken up again as they were finished then, and the
rest of the part, which is little, goes the way of every part.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass

from lxml import etree

from reportgen.engine.compile.lexer import MARKER
from reportgen.engine.finish.trace_marks import MarkedText, read_marks
from reportgen.memory import Generation, Memory
from reportgen.ooxml.names import W
from reportgen.ooxml.xml_tree import parse_xml
from reportgen.regex import regex
from reportgen.value_object import ValueObject

_SETTINGS = rb"(?:<w:(?!ins|del|move|sectPr)[a-zA-Z]+(?: w:[a-zA-Z]+=\"[^\"<>&]*\")*/>)*"
"""Properties of a paragraph or a run that concern nothing else; those with properties of their own, such as a numbering, may."""
_MARK = rb"(?:<w:rPr>" + _SETTINGS + rb"</w:rPr>)?"
_WORDS = rb"[^<{}]*(?:<\?%(mark)b (?:\d+|e)\?>[^<{}]*)*" % {b"mark": MARKER.encode()}
_PLAIN = regex(
    rb"<w:p(?: w:rsid[a-zA-Z]*=\"[0-9A-F]*\")*>(?:<w:pPr>" + _SETTINGS + _MARK + rb"</w:pPr>)?"
    rb"(?:<w:r(?: w:rsid[a-zA-Z]*=\"[0-9A-F]*\")*>" + _MARK +
    rb"(?:<w:t(?: xml:space=\"preserve\")?>" + _WORDS + rb"</w:t>|<w:tab/>|<w:br/>)*</w:r>)+</w:p>"
)
_PLACE = "rg"
"""An attribute that no Word file has: the number of the plain paragraph that stands in an empty one's place."""
_PLACED = regex(rb'<w:p rg="(\d+)"/>')
_FINISHED = regex(rb"<w:p/>|<w:p[ >].*?</w:p>", re.S)
_ROOT = regex(rb"<[A-Za-z][^>]*>")
_DECLARED = f'xmlns:w="{W[1:-1]}"'.encode()
_FOREIGN = regex(rb"<\?(?!%(mark)b (?:\d+|e)\?>|xml )" % {b"mark": MARKER.encode()})


Made = tuple[Mapping[str, bytes], Mapping[str, bytes], Collection[str]]
"""The parts of a file that were changed and added, and the names of those that were taken out."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class PlainParagraph(ValueObject):
    """A plain paragraph without its marks, and what stood between them, by the numbers of the prints."""

    data: bytes
    marked: MarkedText


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class PlainPart(ValueObject):
    """The rest of a part, and the plain paragraphs by the numbers of their places."""

    rest: bytes
    paragraphs: tuple[PlainParagraph, ...]

    def marked(self, paragraph: etree._Element) -> MarkedText | None:
        """What stands in the place that a paragraph of the rest keeps; None for one that is itself."""
        number = paragraph.get(_PLACE)
        return None if number is None else self.paragraphs[int(number)].marked

    def whole(self, rest: bytes) -> bytes:
        """The finished part of its finished rest."""
        return self._filled(rest, [each.data for each in self.paragraphs])

    def bare(self, rest: bytes) -> bytes:
        """The finished rest with nothing in the places."""
        return self._filled(rest, [b"<w:p/>"] * len(self.paragraphs))

    def unseen(self, rest: bytes, sound: Generation) -> bytes:
        """The finished part with nothing in the paragraphs in which nothing was found wrong before."""
        return self._filled(rest, [b"<w:p/>" if sound.find(each.data) else each.data for each in self.paragraphs])

    def _filled(self, rest: bytes, held: list[bytes]) -> bytes:
        pieces = _PLACED.split(rest)
        pieces[1::2] = [held[int(number)] for number in pieces[1::2]]
        return b"".join(pieces)


class PlainParagraphs:
    """Those of one rendering, by parts, and of what is remembered of former ones what they have in common."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self._made = memory.begin("paragraphs")
        self._parts: dict[str, tuple[PlainPart, bytes, bytes]] = {}

    def parted(self, part: str, data: bytes) -> PlainPart | None:
        """A part without its plain paragraphs; None where there are none, or where it cannot be seen at a glance what is plain."""
        return part_plainly(part, data, self._made)

    def joined(self, part: str, plain: PlainPart, rest: bytes) -> bytes:
        """The finished part."""
        whole = plain.whole(rest)
        self._parts[part] = plain, rest, whole
        return whole

    def soundness(self, made: Made, looked_at: Collection[str], literals: Collection[str]) -> Soundness:
        """Asked of the parts as they will be written, those that are looked at among them; one that became another after it was
        finished is looked at whole."""
        changed, added, removed = made
        parts = {name: each for name, each in self._parts.items() if name in looked_at and changed.get(name) is each[2]}
        held = {name: (plain, rest) for name, (plain, rest, _) in parts.items()}
        beside = tuple((name, data) for name, data in changed.items() if name not in held and _may_concern(name, data))
        context = (beside, tuple(added.items()), tuple(removed), tuple(sorted(literals)))
        return Soundness(held, context, self._memory.begin("sound paragraphs"))


def _may_concern(part: str, data: bytes) -> bool:
    """Whether it may depend on a part what is wrong with another: on styles, numberings, notes and relationships."""
    return part.endswith(".rels") or W[1:-1].encode() in data


@dataclass(frozen=True, slots=True, eq=False)
class Soundness:
    """In which plain paragraphs nothing is wrong, and in which rests with what stands ``beside`` them in the file, since nothing
    was found in a file that has them."""

    parts: Mapping[str, tuple[PlainPart, bytes]]
    beside: Hashable
    sound: Generation

    def unseen(self) -> Mapping[str, bytes]:
        """The parts with nothing in the paragraphs that are known to be sound; none where none is known.  Of a document whose rest
        is known as well there are the other paragraphs alone."""
        if not any(self.sound.find(each.data) for plain, _ in self.parts.values() for each in plain.paragraphs):
            return {}
        return {name: self._unseen(name, plain, rest) for name, (plain, rest) in self.parts.items()}

    def _unseen(self, name: str, plain: PlainPart, rest: bytes) -> bytes:
        opener = _ROOT.search(rest)
        if opener is None or not opener[0].startswith(b"<w:document") or not self.sound.find(self._key(name, plain, rest)):
            return plain.unseen(rest, self.sound)
        fresh = dict.fromkeys(each.data for each in plain.paragraphs if not self.sound.find(each.data))
        return b"".join((opener[0], b"<w:body>", *fresh, b"<w:sectPr/></w:body></w:document>"))

    def _key(self, name: str, plain: PlainPart, rest: bytes) -> Hashable:
        return name, plain.bare(rest), self.beside

    def keep(self) -> None:
        """Nothing was found in the file."""
        for name, (plain, rest) in self.parts.items():
            self.sound.keep(self._key(name, plain, rest), True)
            for each in plain.paragraphs:
                self.sound.keep(each.data, True)


def part_plainly(part: str, data: bytes, made: Generation) -> PlainPart | None:
    """The plain paragraphs of a part, those that are new finished now; None where there are none, or where it cannot be seen at a
    glance what is plain."""
    if b'<w:p rg="' in data:
        return None
    rest, plain = _split(data, made)
    if not plain or rest.count(b"xmlns:w=") != 1 or _DECLARED not in rest or _FOREIGN.search(rest):
        return None
    fresh = [each for each in dict.fromkeys(plain) if made.find(each) is None]
    for each, finished in zip(fresh, _finished(part, rest, fresh), strict=True):
        made.keep(each, finished)
    return PlainPart(rest, tuple([made.find(each) for each in plain]))


def _split(data: bytes, made: Generation) -> tuple[bytes, list[bytes]]:
    """A part with places for its plain paragraphs, and these.  What stands between the last opening of a paragraph and the next
    closing is one that holds no other; whether it is plain is asked of those alone that are not known."""
    *pieces, end = data.split(b"</w:p>")
    rest: list[bytes] = []
    plain: list[bytes] = []
    for piece in pieces:
        at = max(piece.rfind(b"<w:p>"), piece.rfind(b"<w:p "))
        paragraph = piece[at:] + b"</w:p>"
        if at >= 0 and (made.find(paragraph) is not None or _PLAIN.fullmatch(paragraph)):
            rest += (piece[:at], b'<w:p rg="%d"/>' % len(plain))
            plain.append(paragraph)
        else:
            rest += (piece, b"</w:p>")
    return b"".join((*rest, end)), plain


def _finished(part: str, data: bytes, plain: list[bytes]) -> list[PlainParagraph]:
    """Paragraphs without their marks; in a root like that of their part."""
    if not plain:
        return []
    opener = _ROOT.search(data)
    assert opener is not None
    name = opener[0][1:-1].split()[0]
    root = parse_xml(b"".join((opener[0], *plain, b"</", name, b">")), part)
    marked = read_marks(root, lambda paragraph: None)
    found = _FINISHED.findall(etree.tostring(root, encoding="UTF-8"))
    return [PlainParagraph(*each) for each in zip(found, marked, strict=True)]
