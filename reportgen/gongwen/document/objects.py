"""A paragraph of a Word file → the things in it that are no characters: pictures, charts, shapes, notes, equations, fields, breaks.

Knows no rule and judges nothing.  Each thing has what it says and a key that another program's saving leaves as it is: of a
picture its bytes, of a chart its figures, of a note or an equation its words.  What a tracked deletion took away, the older half
of an ``mc:AlternateContent`` and what stands in a text box (its paragraphs are read by themselves) are left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache

from lxml import etree

from reportgen.message import Message, say
from reportgen.ooxml.names import MC, A, C, M, R, V, W
from reportgen.ooxml.package import Package, parse_xml
from reportgen.ooxml.xml_tree import whole
from reportgen.storage import digest

_SKIPPED = frozenset((MC + "Fallback", W + "del", W + "moveFrom"))
_NOTES = {W + "footnoteReference": ("footnotes", say("脚注")), W + "endnoteReference": ("endnotes", say("尾注")),
          W + "commentReference": ("comments", say("批注"))}  # fmt: skip
_OLE = "{urn:schemas-microsoft-com:office:office}OLEObject"
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds"
_SENSES = {"page": say("分页符"), "column": say("分栏符")}
_PER_MILLIMETRE = 36000
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Thing:
    """What it is, the key by which it is known again, its words; width and height in mm, 0 where they mean nothing; ``speaks``
    if it stands for characters of the sentence, which is then read without them."""

    kind: Message
    key: str = ""
    words: str = ""
    size: tuple[int, int] = (0, 0)
    speaks: bool = False


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The part that a paragraph stands in: where its relationships lead, and the words of its notes by kind and id."""

    package: Package
    targets: Mapping[str, str]
    notes: Mapping[tuple[str, str], str]

    @classmethod
    def of(cls, package: Package, part: str) -> Surroundings:
        relationships = package.relationships(part)
        notes: dict[tuple[str, str], str] = {}
        for each in relationships:
            if each.kind in ("footnotes", "endnotes", "comments") and each.target in package:
                for note in parse_xml(package.read(each.target), each.target):
                    notes[each.kind, note.get(W + "id") or ""] = "".join(text.text or "" for text in note.iter(W + "t")).strip()
        return cls(package, {each.id: each.target for each in relationships}, notes)

    def part(self, relationship: str | None) -> bytes:
        """The bytes of a part that is pointed to, none where it lies outside."""
        name = self.targets.get(relationship or "", "")
        return self.package.read(name) if name in self.package else name.encode()


def things(paragraph: etree._Element, around: Surroundings) -> Iterator[Thing]:
    """In the order in which they stand."""
    for element in _within(paragraph):
        reader = _readers().get(str(element.tag))
        if reader is not None and (thing := reader(element, around)) is not None:
            yield thing


def _within(parent: etree._Element) -> Iterator[etree._Element]:
    """What stands in a paragraph, without that which is gone or has paragraphs of its own."""
    for child in parent:
        if not isinstance(child.tag, str) or child.tag in _SKIPPED or child.tag == W + "txbxContent":
            continue
        yield child
        if child.tag not in (W + "drawing", W + "pict", W + "object", M + "oMath", W + "ruby"):
            yield from _within(child)


_Reader = Callable[[etree._Element, Surroundings], Thing | None]


@cache
def _readers() -> Mapping[str, _Reader]:
    shown = (W + "drawing", W + "pict", W + "object")
    return {
        **dict.fromkeys(shown, _graphic), **dict.fromkeys(_NOTES, _note), M + "oMath": _equation, W + "sym": _symbol,
        W + "ruby": _ruby, W + "br": _break, W + "instrText": _field, W + "fldSimple": _simple_field, W + "hyperlink": _link,
        W + "sdt": _control, W + "bdo": _turned,
    }  # fmt: skip


def _graphic(element: etree._Element, around: Surroundings) -> Thing:
    """A picture by its bytes, a chart by its figures, a text box or a shape by its words."""
    size = _extent(element)
    chart = next(element.iter(C + "chart"), None)
    if chart is not None:
        return Thing(say("图表"), _chart_key(around.part(chart.get(R + "id"))), size=size)
    blip = next(element.iter(A + "blip", V + "imagedata"), None)
    if element.tag == W + "object" or next(element.iter(_OLE), None) is not None:
        ole = next(element.iter(_OLE), None)
        words = (ole.get("ProgID") or "") if ole is not None else ""
        return Thing(say("嵌入的对象"), digest(around.part(ole.get(R + "id") if ole is not None else None)), words, size)
    if blip is not None:
        return Thing(say("图片"), digest(around.part(blip.get(R + "embed") or blip.get(R + "link") or blip.get(R + "id"))), size=size)
    if next(element.iter(_DIAGRAM), None) is not None:
        return Thing(say("示意图（SmartArt）"), size=size)
    words = _said(element, W + "t")
    art = next((each.get("string") or "" for each in element.iter(V + "textpath")), "")
    if next(element.iter(W + "txbxContent"), None) is not None:
        return Thing(say("文本框"), "", words, size)
    return Thing(say("艺术字"), art, art) if art else Thing(say("图形"), "", "", size)


def _extent(element: etree._Element) -> tuple[int, int]:
    found = next((each for each in element.iter() if str(each.tag).endswith("}extent")), None)
    if found is None:
        return 0, 0
    return whole(found.get("cx")) // _PER_MILLIMETRE, whole(found.get("cy")) // _PER_MILLIMETRE


def _chart_key(data: bytes) -> str:
    """The figures and names that a chart shows: programs write the rest anew when they save it."""
    if not data.lstrip().startswith(b"<"):
        return digest(data)
    values = (each.text or "" for each in parse_xml(data, "chart").iter(C + "v"))
    return "|".join(sorted(_plain(each) for each in values))


def _plain(text: str) -> str:
    try:
        return str(Decimal(text.strip()).normalize())
    except InvalidOperation:
        return text.strip()


def _note(element: etree._Element, around: Surroundings) -> Thing:
    kind, name = _NOTES[str(element.tag)]
    words = around.notes.get((kind, element.get(W + "id") or ""), "")
    return Thing(name, words, words)


def _equation(element: etree._Element, around: Surroundings) -> Thing:
    words = _said(element, M + "t")
    return Thing(say("公式"), words, words, speaks=True)


def _symbol(element: etree._Element, around: Surroundings) -> Thing:
    font, char = element.get(W + "font") or "", (element.get(W + "char") or "").upper()
    return Thing(say("插入的符号"), f"{font} {char}", f"{font} {char}", speaks=True)


def _ruby(element: etree._Element, around: Surroundings) -> Thing:
    words = "".join(each.text or "" for each in element.iterfind(f"{W}rt//{W}t"))
    return Thing(say("拼音指南"), words, words)


def _turned(element: etree._Element, around: Surroundings) -> Thing:
    """Text whose direction is set by hand: 26.81 is then read as 18.62."""
    words = _said(element, W + "t")
    return Thing(say("倒着排的文字"), words, words, speaks=True)


def _break(element: etree._Element, around: Surroundings) -> Thing | None:
    kind = element.get(W + "type") or ""
    return Thing(_SENSES[kind], kind) if kind in _SENSES else None


def _field(element: etree._Element, around: Surroundings) -> Thing | None:
    return _coded(element.text or "")


def _simple_field(element: etree._Element, around: Surroundings) -> Thing | None:
    return _coded(element.get(W + "instr") or "")


def _coded(instruction: str) -> Thing | None:
    """A field by the first word of its code, which is all that programs leave alike."""
    words = instruction.split()
    return Thing(say("域"), words[0].upper(), words[0].upper()) if words else None


def _link(element: etree._Element, around: Surroundings) -> Thing:
    target = around.targets.get(element.get(R + "id") or "", "") or element.get(W + "anchor") or ""
    return Thing(say("超链接"), target, target)


def _control(element: etree._Element, around: Surroundings) -> Thing:
    words = _said(element, W + "t")
    return Thing(say("内容控件"), "", words)


def _said(element: etree._Element, tag: str) -> str:
    """The words in an element, without the older half of what is said twice."""
    texts = (each.text or "" for each in element.iter(tag) if next(each.iterancestors(MC + "Fallback"), None) is None)
    return "".join(texts).strip()[:_LONGEST]
