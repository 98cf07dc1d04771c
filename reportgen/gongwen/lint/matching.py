"""A document and a table of patterns → the places where a pattern is found, with what is said about it.

Knows no rule.  Rules about words are tables of faults; the search is the same for all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from reportgen.gongwen.lint.model import Document, Paragraph
from reportgen.gongwen.lint.rule import Finding, at
from reportgen.problem import Grade
from reportgen.records import frozen

_CHINESE = r"\u3400-\u9fff〇"
_SINGLE = re.compile(r"(?<!\[)汉")


@frozen
class Fault:
    """A pattern that is a fault, what is said about it, and how to mend it."""

    pattern: re.Pattern[str]
    message: str
    hint: str
    grade: Grade | None = None


TAGS = re.compile(r"\{\{[^{}]*\}\}|\{%[^{}]*%\}|\{#[^{}]*#\}")
"""Tags of a template that is not filled yet: they are no words."""


def words_of(paragraph: Paragraph) -> str:
    """The text with tags of templates blotted out, as long as before."""
    text = paragraph.text
    return TAGS.sub(lambda tag: "\ufffc" * len(tag[0]), text) if "{" in text else text


def fault(pattern: str, message: str, hint: str, grade: Grade | None = None) -> Fault:
    """A fault from the pattern's text; ``汉`` in it stands for any 汉字, alone or at the head of a set."""
    return Fault(re.compile(_SINGLE.sub("[汉]", pattern).replace("汉", _CHINESE)), message, hint, grade)


def found(paragraphs: Iterable[Paragraph], faults: tuple[Fault, ...]) -> Iterator[Finding]:
    """Every place of every fault."""
    for paragraph in paragraphs:
        words = words_of(paragraph)
        for each in faults:
            for match in each.pattern.finditer(words):
                yield Finding(each.message, at(paragraph, match.start(), match.end()), each.hint, each.grade)


def prose(document: Document) -> Iterator[Paragraph]:
    """Paragraphs that say something in Chinese, tables included."""
    return (
        paragraph for paragraph in document.everything if any("\u3400" <= char <= "\u9fff" for char in paragraph.text)
    )
