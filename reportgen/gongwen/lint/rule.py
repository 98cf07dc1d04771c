"""A function with a docstring → a rule: code, clause, strength, and its What / Why / Example for the table of rules.

Knows no document's content.  The docstrings of rules are data that a clerk reads (docs/gongwen.md is made of them), so they
are in Chinese: the first line says what is wanted, then ``为什么：`` and ``例：``.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator

from reportgen.gongwen.lint.model import Document, Paragraph, Run
from reportgen.gongwen.style import Strength
from reportgen.problem import Grade, WordPlace
from reportgen.records import frozen, replace
from reportgen.word.locator import excerpt

GRADES = {Strength.MUST: Grade.ERROR, Strength.NORMAL: Grade.WARNING, Strength.PRACTICE: Grade.NOTE}
"""How grave a departure is."""


@frozen
class Finding:
    """One departure: a sentence that says what is there and what is wanted, without the text it is about (that is in the
    place, so that equal findings can be counted); ``hint`` how to mend it; ``grade`` where it is milder than the rule's."""

    message: str
    place: WordPlace
    hint: str = ""
    grade: Grade | None = None


@frozen
class Rule:
    """A rule over a document; ``profile`` is empty where it holds for every kind."""

    code: str
    clause: str
    strength: Strength
    profile: str
    check: Callable[[Document], Iterator[Finding]]
    what: str
    why: str
    example: str

    @property
    def grade(self) -> Grade:
        return GRADES[self.strength]


def rule(
    code: str, clause: str, strength: Strength, profile: str = ""
) -> Callable[[Callable[[Document], Iterator[Finding]]], Rule]:
    """Makes a rule of a function; nothing is registered anywhere: ``rules.RULES`` lists them."""

    def made(check: Callable[[Document], Iterator[Finding]]) -> Rule:
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


def at(paragraph: Paragraph, start: int = 0, end: int = 0) -> WordPlace:
    """The place of a stretch of a paragraph with the words around; of its beginning where no stretch is given."""
    stop = end or min(len(paragraph.text), start + 12)
    shown = excerpt(paragraph.text, start, stop) if stop > start else ""
    return replace(paragraph.place, excerpt=shown)


def at_run(paragraph: Paragraph, run: Run) -> WordPlace:
    """The place of a run."""
    return at(paragraph, run.start, run.end)
