"""Comments with a prefix (``{#p``, ``{#tr``, ``{#tc``) → their paragraphs, rows and cells taken out of the tree, with all that
stands in them.

Knows no data.  docxtpl's templates switch a row off by such a comment, and what stands beside it goes as well: text, and tags,
which then count no more.  That is told, louder where the text stands in the comment's own paragraph and may have been meant to
stay.
"""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from reportgen.engine.compile.blocks import remove
from reportgen.engine.compile.levels import T07
from reportgen.engine.compile.lexer import Tag, has_objects
from reportgen.engine.compile.run_splits import lift
from reportgen.message import say
from reportgen.ooxml.names import W
from reportgen.problem import Grade, Problem

_WHAT = {"p": say("段"), "tr": say("行"), "tc": say("格")}


def take_out(tags: Sequence[Tag]) -> tuple[list[Tag], list[Problem]]:
    """The tags that are left, and what went with the comments; a comment that is alone is left to ``levels``."""
    gone: dict[etree._Element, Tag] = {}
    for tag in tags:
        element = _element(tag) if tag.kind == "{#" else None
        if element is not None and not any(around in gone for around in (element, *element.iterancestors())):
            gone[element] = tag
    left = [tag for tag in tags if not any(around in gone for around in (tag.host, *tag.host.iterancestors()))]
    problems = [_told(tag, element) for element, tag in gone.items()]
    for element, tag in gone.items():
        lift(tag.marker)
        element.addprevious(tag.marker)
        remove(element)
    return sorted([*left, *gone.values()], key=lambda tag: tag.number), problems


def _element(tag: Tag) -> etree._Element | None:
    """What goes, if anything but the comment stands in it."""
    if tag.prefix not in _WHAT or tag.host.tag != W + "p":
        return None
    element = tag.host if tag.prefix == "p" else next(tag.host.iterancestors(W + tag.prefix), None)
    if element is None or element.getparent() is None:
        return None
    others = any(node is not tag.marker for node in element.iter(etree.PI))
    return element if others or _words(element) or has_objects(element) else None


def _words(element: etree._Element) -> str:
    """The text in an element, that behind markers included."""
    pieces = []
    for node in element.iter():
        if node.tag == W + "t":
            pieces.append(node.text or "")
        elif isinstance(node, etree._ProcessingInstruction):
            pieces.append(node.tail or "")
    return "".join(pieces).strip()


def _told(tag: Tag, element: etree._Element) -> Problem:
    tag.prefix, tag.alone, beside = "", False, _words(tag.host)
    what = next(name for name in _WHAT if element.tag == W + name)
    text = _words(element)[:30]
    message = say("{{#{prefix} #}} 把整{element}都拿掉了，里面的内容（“{words}”）也不印", prefix=what, element=_WHAT[what], words=text)
    hint = say("要留下这些内容，就去掉 # 后面的 {prefix}", prefix=what)
    return Problem(T07, message, Grade.WARNING if beside else Grade.NOTE, tag.place, hint)
