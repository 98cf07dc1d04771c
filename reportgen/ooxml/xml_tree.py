"""The bytes of one XML part → its tree, or a problem with part and line; and a tree → bytes.

Knows nothing of Word.  All parsing is done here, because each option matters for safety: entities stay unresolved, nothing is
fetched, libxml2's size limits stay on, and nothing is repaired (a repairing parser drops text silently).  A document type
declaration is refused before the parser sees it, as Word itself does.

lxml says of any element that it may have no parent: ``parent_of`` and ``drop`` answer that once for all.  ``whole`` reads the
number in an attribute: a stranger's file may say ``²``, ``--1`` or five thousand digits there, signs that ``str.isdigit`` takes
and ``int`` does not, or more than either is meant for.  Word reads such a file or repairs it, so that is no fault.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterable, Iterator
from typing import Any, cast

from lxml import etree

from reportgen.message import say
from reportgen.problem import Code, Problem, ReportError, WordPlace

P21 = Code("P21", "文件里某一部分的内容已损坏，不能读取", "页眉的内容缺了一截", "用 Word 打开并修复，另存为 .docx")
P22 = Code(
    "P22",
    "文件里某一部分带有“文档类型声明”，或要从别处取来内容（XInclude），可能有害，不予读取",
    "带 DOCTYPE 的 word/document.xml",
    "来路不明的不要用；自己的文件用 Word 另存一份",
)


_SAVE_AGAIN = say("请用 Word 或 WPS 打开原文件，另存为新的 .docx 再试")
_LONG, _MOST_ATTRIBUTES = 128 * 1024, 1000
_crowded = etree.XPath(f"descendant-or-self::*/@*[{_MOST_ATTRIBUTES + 1}]")
"""Reading an element's attributes takes time with the square of their number; a short part cannot hold enough to matter.  It finds
the attribute beyond, not the element: a third of the time."""
_GAP = 5 * _MOST_ATTRIBUTES // 2
"""Attributes beyond the most are of at least five bytes each, `` a=""``, and none of them is ``<``: so one of the stretches of this
length has none."""
_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
"""What XML of our own begins with, as Word has it."""
_ORDINARY = (b'<?xml version="1.0" encoding="UTF-8"', b"<?xml version='1.0' encoding='UTF-8'")
_HEAD = 2048


def parse_xml(data: bytes, part: str) -> etree._Element:
    """The root element of ``data``; ``part`` is its zip name, for the message.  Raises ``ReportError`` (P21, P22)."""
    if _declares_type(data):
        raise ReportError([_typed(part)])
    try:
        root = etree.fromstring(data, _parser())
    except etree.XMLSyntaxError as fault:
        line, column = fault.position
        message = (
            say("文件里的“{part}”已损坏（第{line}行第{column}列），不能读取。", part=part, line=line, column=column)
            if line
            else say("文件里的“{part}”已损坏（开头），不能读取。", part=part)
        )
        raise ReportError([Problem(P21, message, place=WordPlace(part), hint=_SAVE_AGAIN)]) from None
    if root.getroottree().docinfo.internalDTD is not None:  # second layer: an encoding the first one does not read
        raise ReportError([_typed(part)])
    if len(data) > _LONG and _crowded(root):
        message = say(
            "文件里的“{part}”有一个元素的属性超过 {limit} 个，不像是 Word 存的文件，不予读取。",
            part=part,
            limit=_MOST_ATTRIBUTES,
        )
        raise ReportError([Problem(P21, message, place=WordPlace(part), hint=_SAVE_AGAIN)])
    return root


def root_tag(data: bytes, part: str) -> str:
    """The tag of the root element, of a part that is carried over unread.  Refuses what ``parse_xml`` refuses, but builds no tree
    of a long part that Word wrote: in less than half the time."""
    return str(_tag_at_head(data) if len(data) > _HEAD and _is_surely_sound(data) else parse_xml(data, part).tag)


def _is_surely_sound(data: bytes) -> bool:
    """Whether the parser of ``parse_xml`` takes it, with nothing to build and nothing to remark; False says only that the tree has
    to tell.  (It counts levels otherwise: of 257, one more than a tree may have, it takes the last.)"""
    if not data.startswith(_ORDINARY) or b"xml:id" in data or _may_be_crowded(data):  # an id twice is seen by who builds the tree
        return False
    nothing = _Nothing()
    parser = _parser(cast("etree.ParserTarget", nothing))
    try:
        etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        return False
    return not nothing.typed and not parser.error_log  # as of a prefix that stands for nothing


def _may_be_crowded(data: bytes) -> bool:
    """Whether an element of UTF-8 may have more attributes than ``_crowded`` allows."""
    return len(data) > _LONG and any(data.find(b"<", start, start + _GAP) < 0 for start in range(0, len(data) - _GAP, _GAP))


class _Nothing:
    """What a parser makes of a document that is only to be gone through; ``typed`` says that it has a document type."""

    typed = False

    def doctype(self, *_: str | None) -> None:
        """Told of a document type."""
        self.typed = True

    def close(self) -> None:
        """Asked at the end for what was made."""


def _tag_at_head(data: bytes) -> str:
    """The tag of the root element of sound XML, of which no more is read."""
    parser = etree.XMLPullParser(("start",), resolve_entities=False, no_network=True, load_dtd=False)
    for start in range(0, len(data), _HEAD):
        parser.feed(data[start : start + _HEAD])
        for _, root in cast(Iterator[tuple[str, etree._Element]], parser.read_events()):
            return str(root.tag)
    raise ValueError("sound XML has a root")


def check_wellformed(data: bytes, part: str) -> None:
    """Refuses what is no sound XML, namespaces included, of what we made ourselves; no tree is built.  How much data may print is
    bounded where it is printed, so a text may be longer here than a stranger's."""
    parser = _parser(cast("etree.ParserTarget", _Nothing()), huge=True)
    try:
        etree.fromstring(data, parser)
        found = [(each.line, each.column) for each in parser.error_log.filter_from_errors()]
    except etree.XMLSyntaxError as fault:
        found = [fault.position]
    if found:
        line, column = found[0]
        message = say("填好的“{part}”不是完好的 XML（第{line}行第{column}列）。", part=part, line=line, column=column)
        raise ReportError([Problem(P21, message, place=WordPlace(part), hint=say("请把模板和数据一并反馈给维护人员"))])


def serialise_xml(root: etree._Element) -> bytes:
    """The tree as Word writes it: UTF-8, standalone, declaration on a line of its own."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def compile_path(expression: str, **namespaces: str) -> Callable[[etree._Element], list[Any]]:
    """An XPath that gives nodes, compiled once; what it finds is as fast as libxml2 itself."""
    return cast(Callable[[etree._Element], list[Any]], etree.XPath(expression, namespaces=namespaces))


def _parser(target: etree.ParserTarget | None = None, *, huge: bool = False) -> etree.XMLParser:
    """A new parser each time: a shared one would be locked between threads, and making one costs microseconds."""
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=huge, recover=False, target=target
    )


def _typed(part: str) -> Problem:
    message = say(
        "文件里的“{part}”带有“文档类型声明”（DOCTYPE）。正常的 Word 文件没有它，它可能有害，所以不予读取。", part=part
    )
    return Problem(P22, message, place=WordPlace(part), hint=_SAVE_AGAIN)


def _declares_type(data: bytes) -> bool:
    """Whether a DOCTYPE stands before the root element; the same words inside text or a comment are harmless."""
    text: bytes = data.removeprefix(codecs.BOM_UTF8)
    if data.startswith(_MARKS):
        text = data.decode("utf-16", "replace").encode()
    start = 0
    while True:
        while text[start : start + 1].isspace():
            start += 1
        for opening, closing in ((b"<?", b"?>"), (b"<!--", b"-->")):
            if text.startswith(opening, start):
                end = text.find(closing, start)
                start = end + len(closing)
                break
        else:
            return text.startswith(b"<!DOCTYPE", start)
        if end < 0:
            return False


def parent_of(element: etree._Element) -> etree._Element:
    """The element around another; raises ``ValueError`` for the root of a tree."""
    parent = element.getparent()
    if parent is None:
        raise ValueError("the root of a tree has nothing around it")
    return parent


def drop(element: etree._Element) -> None:
    """Takes an element out of its tree, the text behind it included; the root, which a stranger may have made of
    anything, stays."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


_LONGEST = 18
"""Digits; the largest type of the schema has 19 (ST_PositiveCoordinate), and no honest file comes near."""


def whole(text: str | None, default: int = 0) -> int:
    """An ``xsd:integer`` (XML Schema Part 2, 3.3.13); ``default`` for anything else."""
    digits = (text or "").strip()
    bare = digits[1:] if digits[:1] in ("-", "+") else digits
    return int(digits) if bare.isascii() and bare.isdecimal() and len(bare) <= _LONGEST else default


def highest(texts: Iterable[str | None], default: int = 0) -> int:
    """The highest number among those that are numbers; ``default`` where there is none, or none above it."""
    return max((whole(text, default) for text in texts), default=default)
