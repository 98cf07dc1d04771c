"""The marks of this program in XML: processing instructions that stand where a tag was, and around what it printed.

Knows neither tags nor values.  ``compile`` puts marks in the place of tags, ``render`` writes some around each printed stretch of a
traced document, ``values`` and ``finish`` find them again; when a part is finished none is left.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from lxml import etree

from reportgen.engine.compile.lexer import MARKER
from reportgen.ooxml.xml_tree import compile_path

END = f"<?{MARKER} e?>"
"""The mark after a printed stretch."""


def begin(number: int) -> str:
    """The mark before a printed stretch; ``number`` is its place in the list of prints."""
    return f"<?{MARKER} {number}?>"


def words_of(xml: str) -> tuple[str, tuple[int, ...]]:
    """Printed text as the words that it is, and the numbers of the prints marked in it; raises ``ValueError`` where there
    is more than text: a break, a run of its own, a picture."""
    head, *rest = xml.split(f"<?{MARKER} ")
    words, numbers = [head], []
    for piece in rest:
        number, _, after = piece.partition("?>")
        words.append(after)
        numbers += [int(number)] if number.isdecimal() else []
        if not (number.isdecimal() or number == "e"):
            raise ValueError(number)
    text = "".join(words)
    if "<" in text:
        raise ValueError(text)
    from html import unescape  # here: few values are printed into attributes

    return unescape(text), tuple(numbers)


def own_marks(root: etree._Element) -> list[etree._Element]:
    """All processing instructions of ours in a tree."""
    found = root.iter(etree.ProcessingInstruction)
    return [node for node in found if isinstance(node, etree._ProcessingInstruction) and node.target == MARKER]


def marks_with(root: etree._Element, start: str) -> list[etree._Element]:
    """Those of our marks that begin with a word: of thousands a handful."""
    return list(_beginning(start)(root))


@lru_cache(maxsize=8)
def _beginning(start: str) -> Callable[[etree._Element], list[etree._Element]]:
    return compile_path(f"descendant-or-self::processing-instruction('{MARKER}')[starts-with(., '{start}')]")
