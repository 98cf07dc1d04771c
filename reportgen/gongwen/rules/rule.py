"""A function with a docstring → a rule: code, clause, strength, and its What / Why / Example for the table of rules.

Knows no document's content.  The docstrings of rules are data that a clerk reads (docs/gongwen.md is made of them), so they are
in Chinese: the first line says what is wanted, then ``为什么：`` and ``例：``.  Rules about words are tables of faults
(``FaultPattern``); the search, ``found``, is the same for all of them.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from reportgen.gongwen.document.model import DocParagraph, DocRun, WordDocument
from reportgen.gongwen.rules.needed import needed
from reportgen.gongwen.standard import Strength
from reportgen.message import NOTHING, Message
from reportgen.ooxml.locations import excerpt
from reportgen.problem import Grade, WordPlace
from reportgen.regex import regex

GRADES = {Strength.MUST: Grade.ERROR, Strength.NORMAL: Grade.WARNING, Strength.PRACTICE: Grade.NOTE}
"""How grave a departure is."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One departure: a sentence that says what is there and what is wanted, without the text it is about (that is in the
    place, so that equal findings can be counted); ``hint`` how to mend it; ``grade`` where it is milder than the rule's."""

    message: Message
    place: WordPlace
    hint: Message = NOTHING
    grade: Grade | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule over a document; ``profile`` is empty where it holds for every kind."""

    code: str
    clause: str
    strength: Strength
    profile: str
    check: Callable[[WordDocument], Iterator[Finding]]
    what: str
    why: str
    example: str

    @property
    def grade(self) -> Grade:
        return GRADES[self.strength]


def rule(
    code: str, clause: str, strength: Strength, profile: str = ""
) -> Callable[[Callable[[WordDocument], Iterator[Finding]]], Rule]:
    """Makes a rule of a function; nothing is registered anywhere: ``rules.RULES`` lists them."""

    def made(check: Callable[[WordDocument], Iterator[Finding]]) -> Rule:
        what, why, example = _told(inspect.getdoc(check) or "")
        return Rule(code, clause, strength, profile, check, what, why, example)

    return made


def _told(doc: str) -> tuple[str, str, str]:
    """The three parts of a docstring; lines that go on are joined."""
    parts = {"": "", "为什么": "", "例": ""}
    current = ""
    for line in doc.split("\n"):
        head, colon, rest = line.partition("：")
        if colon and head in parts:
            current, line = head, rest
        parts[current] += line.strip()
    return parts[""], parts["为什么"], parts["例"]


def at(paragraph: DocParagraph, start: int = 0, end: int = 0) -> WordPlace:
    """The place of a stretch of a paragraph with the words around; of its beginning where no stretch is given."""
    stop = end or min(len(paragraph.text), start + 12)
    shown = excerpt(paragraph.text, start, stop) if stop > start else ""
    return paragraph.place.quoting(shown)


def at_run(paragraph: DocParagraph, run: DocRun) -> WordPlace:
    """The place of a run."""
    return at(paragraph, run.start, run.end)


_CHINESE = r"\u3400-\u9fff〇"
_SINGLE = regex(r"(?<!\[)汉")


@dataclass(frozen=True, slots=True)
class FaultPattern:
    """A pattern that is a fault, what is said about it, and how to mend it."""

    pattern: re.Pattern[str]
    message: Message
    hint: Message
    grade: Grade | None = None


TAGS = regex(r"\{\{[^{}]*\}\}|\{%[^{}]*%\}|\{#[^{}]*#\}")
"""Tags of a template that is not filled yet: they are no words."""


def words_of(paragraph: DocParagraph) -> str:
    """The text with tags of templates blotted out, as long as before."""
    text = paragraph.text
    return TAGS.sub(lambda tag: "\ufffc" * len(tag[0]), text) if "{" in text else text


def fault(pattern: str, message: Message, hint: Message, grade: Grade | None = None) -> FaultPattern:
    """A fault from the pattern's text; ``汉`` in it stands for any 汉字, alone or at the head of a set."""
    return FaultPattern(regex(_SINGLE.sub("[汉]", pattern).replace("汉", _CHINESE)), message, hint, grade)


def found(paragraphs: Iterable[DocParagraph], faults: tuple[FaultPattern, ...]) -> Iterator[Finding]:
    """Every place of every fault."""
    search = Search(faults)
    for paragraph in paragraphs:
        yield from search.of(paragraph)


class Search:
    """A table of faults, by the signs that each needs: a paragraph is searched only for those whose signs it has."""

    def __init__(self, faults: tuple[FaultPattern, ...]) -> None:
        self.faults = faults
        self.always: list[int] = []
        self.by_sign: dict[str, list[int]] = {}
        for number, each in enumerate(faults):
            signs = needed(each.pattern.pattern)
            for sign in signs:
                self.by_sign.setdefault(sign, []).append(number)
            if not signs:
                self.always.append(number)

    def of(self, paragraph: DocParagraph) -> Iterator[Finding]:
        """The places of the faults in one paragraph, in the order of the table."""
        words = words_of(paragraph)
        asked = set(self.always)
        for sign in self.by_sign.keys() & frozenset(words):
            asked.update(self.by_sign[sign])
        for each in (self.faults[number] for number in sorted(asked)):
            for match in each.pattern.finditer(words):
                yield Finding(each.message, at(paragraph, match.start(), match.end()), each.hint, each.grade)


def prose(document: WordDocument) -> tuple[DocParagraph, ...]:
    """Paragraphs that say something in Chinese, tables included."""
    return document.prose
