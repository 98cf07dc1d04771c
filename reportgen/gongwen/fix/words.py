"""The texts of a document → half-width signs whose full-width form is certain, and full-width digits, turned; nothing else.

Knows no form.  Asked for expressly only.  Straight quotes stay, because which half is meant takes reading; a full stop stays,
except at the end of a paragraph.
"""

from __future__ import annotations

from collections import Counter

from lxml import etree

from reportgen.gongwen.document.model import DocParagraph, WordDocument
from reportgen.gongwen.rules.rule import TAGS
from reportgen.message import Message, say
from reportgen.ooxml.names import W
from reportgen.ooxml.text_spans import atoms
from reportgen.regex import regex

_CHINESE = r"\u3400-\u9fff"
_SIGNS = regex(
    rf"(?<=[{_CHINESE}”》）])[,;:?!](?!\w*//)|(?<=[\d%])[,;?!](?=[{_CHINESE}])|(?<=[{_CHINESE}])\.(?=\s*$)"
)
_BRACKETS = regex(rf"\(([^()（）\n]*[{_CHINESE}][^()（）\n]*)\)|(?<=[{_CHINESE}])\(([^()（）\n]*)\)")
_WIDE = regex(r"[０-９]")
_FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", ".": "。"}
_NARROW = str.maketrans("０１２３４５６７８９", "0123456789")


def mend_words(document: WordDocument, done: Counter[Message]) -> None:
    """Turns the signs, in place, and counts them; one character becomes one character."""
    for paragraph in document.everything:
        changes = _changes("".join(atom.text for atom in atoms(paragraph.element)))
        if changes:
            _apply(paragraph, changes)
            done[say("标点、数字的全半角")] += len(changes)


def turned(text: str) -> str:
    """A text with its signs turned."""
    changes = _changes(text)
    return "".join(changes.get(place, char) for place, char in enumerate(text))


def _changes(text: str) -> dict[int, str]:
    """Position → what stands there instead."""
    masked = TAGS.sub(lambda tag: "\ufffc" * len(tag[0]), text)
    found: dict[int, str] = {}
    for match in _BRACKETS.finditer(masked):
        found |= {match.start(): "（", match.end() - 1: "）"}
    turned_brackets = "".join(found.get(place, sign) for place, sign in enumerate(masked))
    found |= {match.start(): _FULL[match[0]] for match in _SIGNS.finditer(turned_brackets)}
    return found | {match.start(): match[0].translate(_NARROW) for match in _WIDE.finditer(masked)}


def _apply(paragraph: DocParagraph, changes: dict[int, str]) -> None:
    for atom in atoms(paragraph.element):
        element: etree._Element = atom.element
        if element.tag == W + "t" and atom.text:
            element.text = "".join(changes.get(atom.start + place, char) for place, char in enumerate(atom.text))
