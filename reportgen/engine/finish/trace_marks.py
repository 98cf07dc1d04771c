"""A rendered part with trace marks → the part without them, and for each paragraph what was printed where, from which
data.

Knows nothing of the data: origins are strings that the caller understands.  While a traced document is rendered, each
printed stretch stands between two processing instructions; here they are taken out again, and their places become
offsets in the paragraph's text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree

from reportgen.engine.compile.lexer import MARKER
from reportgen.engine.compile.run_splits import lift, tidy
from reportgen.engine.render.marks import own_marks
from reportgen.ooxml.names import A, W
from reportgen.ooxml.xml_tree import compile_path, parent_of
from reportgen.provenance import Stretch
from reportgen.value_object import ValueObject


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class TraceSpan(ValueObject):
    """A stretch of a paragraph's text, ``start`` to ``end`` in characters, and what printed it."""

    start: int
    end: int
    printed: Stretch


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class TracedParagraph(ValueObject):
    """A paragraph of the finished file: its part, its number in that part (from 0, in document order), its text, its
    spans.

    Text counts a tab as one character and so does a break; what no span covers came from the template.
    """

    part: str
    number: int
    text: str
    spans: tuple[TraceSpan, ...]


MarkedText = tuple[str, tuple[tuple[int, int, int], ...]]
"""The text of a paragraph, and for each span its start, its end and the number of the print."""


def read_trace(
    part: str, root: etree._Element, prints: list[Stretch], held: Callable[[etree._Element], MarkedText | None] | None = None
) -> list[TracedParagraph]:
    """Reads the marks of a part and takes them out of the tree; ``held`` knows the text of paragraphs that stand elsewhere."""
    return [
        TracedParagraph(part, number, text, tuple([TraceSpan(start, end, prints[print_]) for start, end, print_ in spans]))
        for number, (text, spans) in enumerate(read_marks(root, held))
    ]


def read_marks(root: etree._Element, held: Callable[[etree._Element], MarkedText | None] | None = None) -> list[MarkedText]:
    """The same without what was printed, by its numbers.  Where most paragraphs stand elsewhere, of the few others it is not asked
    which hold runs alone and could be read faster."""
    paragraphs = paragraphs_of(root)
    if held is not None:
        found = [held(each) or _read(_pieces(each)) for each in paragraphs]
    else:
        odd = set(_odd()(root))
        found = [_read(_pieces(each) if each in odd or each.tag != W + "p" else _plain_pieces(each)) for each in paragraphs]
    _take_out(root)
    return found


def _take_out(root: etree._Element) -> None:
    """Takes all our marks out of a tree: at once, where nobody else has any."""
    if _foreign()(root):
        for mark in own_marks(root):
            lift(mark)
        return
    hosts = _hosts()(root)
    etree.strip_tags(root, etree.ProcessingInstruction)
    for host in hosts:
        tidy(host)


@lru_cache(maxsize=1)
def _foreign() -> Callable[[etree._Element], list[etree._Element]]:
    return compile_path(f"descendant::processing-instruction()[name() != '{MARKER}']")


@lru_cache(maxsize=1)
def _hosts() -> Callable[[etree._Element], list[etree._Element]]:
    """What our marks stand in."""
    return compile_path("descendant::*[processing-instruction()]")


@lru_cache(maxsize=1)
def _odd() -> Callable[[etree._Element], list[etree._Element]]:
    """Paragraphs that hold more than runs of text: boxes, drawings, formulas, deletions, fields."""
    more = "w:p | w:del | w:instrText | comment() | *[namespace-uri() != $w]"
    within = " or ".join(f"descendant::{each.strip()}" for each in more.replace("$w", f"'{W[1:-1]}'").split("|"))
    marked = " or ".join(f"descendant::w:{name}[descendant::processing-instruction()]" for name in ("pPr", "rPr"))
    return compile_path(f"descendant::w:p[{within} or {marked}]", w=W[1:-1])


def paragraphs_of(root: etree._Element) -> list[etree._Element]:
    """The paragraphs of a part in their order; of a part without any, its root."""
    found = list(root.iter(W + "p", A + "p"))
    return found or [root]


def _read(pieces: Iterable[str | int]) -> MarkedText:
    text: list[str] = []
    spans: list[tuple[int, int, int]] = []
    at = 0
    opened: list[tuple[int, int]] = []
    for piece in pieces:
        if isinstance(piece, str):
            text.append(piece)
            at += len(piece)
        elif piece < 0:
            if opened:
                start, printed = opened.pop()
                spans.append((start, at, printed))
        else:
            opened.append((at, piece))
    spans.sort(key=lambda span: span[:2])
    return "".join(text), tuple([span for span in spans if span[1] > span[0]])


_TEXTS = frozenset((W + "t", A + "t"))
_TAB = W + "tab"
_BREAKS = frozenset((W + "br", W + "cr"))
_TEXT, _STOPS = W + "t", W + "tabs"
_SHOWN = (_TEXT, _TAB, *_BREAKS)


def _pieces(parent: etree._Element) -> Iterator[str | int]:
    """Text, and marks as numbers (-1 for an end), in reading order."""
    for child in parent:
        if isinstance(child, etree._ProcessingInstruction):
            if child.target == MARKER:
                yield -1 if child.text == "e" else int(child.text or "0")
            continue
        tag = child.tag
        if tag in _TEXTS or (len(child) == 0 and not _in_word(child)):
            yield child.text or ""
            yield from _inside(child)
        elif tag == _TAB:
            yield "\t"
        elif tag in _BREAKS:
            yield "\n"
        elif tag not in _SKIPPED and len(child):
            yield from _pieces(child)


def _plain_pieces(paragraph: etree._Element) -> Iterator[str | int]:
    """The same of a paragraph that holds runs of text alone, of which only what shows something is looked at."""
    for node in paragraph.iter(etree.ProcessingInstruction, *_SHOWN):
        if isinstance(node, etree._ProcessingInstruction):
            if node.target == MARKER:
                yield -1 if node.text == "e" else int(node.text or "0")
            if parent_of(node).tag == _TEXT:
                yield node.tail or ""
        elif node.tag == _TEXT:
            yield node.text or ""
        elif node.tag != _TAB:
            yield "\n"
        elif parent_of(node).tag != _STOPS:
            yield "\t"


def _inside(text: etree._Element) -> Iterator[str | int]:
    for mark in text:
        if isinstance(mark, etree._ProcessingInstruction) and mark.target == MARKER:
            yield -1 if mark.text == "e" else int(mark.text or "0")
        yield mark.tail or ""


def _in_word(element: etree._Element) -> bool:
    return str(element.tag).startswith((W, A))


_SKIPPED = frozenset((W + "p", W + "del", W + "pPr", W + "rPr", A + "p", A + "pPr", A + "rPr", W + "instrText"))
