"""Printed headings, and paragraphs that somebody typed → the depth that a typed number says, and the section that it begins.

Knows no YAML.  What a report's own headings are numbered with says which number is of which depth: （一） is the second where the
parts are 一、.  A number alone makes no heading; what follows it must be short, on a line of its own or up to its full stop.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from reportgen.regex import regex
from reportgen.report.model.grammar import BODY, HEADING, RUN_IN, TOPICS, YES
from reportgen.roundtrip.edits import Paragraphs, TypedSection

_NUMBERS = (r"[一二三四五六七八九十]+、", r"（[一二三四五六七八九十]+）", r"\d{1,2}[.．](?!\d)", r"（\d{1,2}）")
_HEADING = regex(r"(?:[^。；：！？]{2,40})(?:。|$)")


@dataclass(frozen=True, slots=True)
class TypedHeading:
    """A heading that was typed: its depth, its words without the number, and what runs on behind it in its paragraph."""

    depth: int
    words: str
    rest: tuple[str, ...] = ()
    run_in: bool = False


@dataclass(frozen=True, slots=True)
class Levels:
    """Which depth the numbers of a report's headings are of."""

    depths: dict[int, int] = field(default_factory=dict)

    @classmethod
    def of(cls, headings: Iterable[tuple[str, int]]) -> Levels:
        """Of printed headings, each with the depth of its section."""
        counts = Counter((level, depth) for text, depth in headings if (level := level_of(text)))
        depths: dict[int, int] = {}
        for (level, depth), _ in counts.most_common():
            depths.setdefault(level, depth)
        return cls(depths)

    def depth(self, text: str) -> int:
        """The depth that the number at the beginning of a text says, 0 for none."""
        level = level_of(text)
        return self.depths.get(level) or (self.depths[level - 1] + 1 if level - 1 in self.depths else 0)

    def heading(self, sentences: Sequence[str]) -> TypedHeading | None:
        """The heading that a paragraph of these sentences is or begins with."""
        depth = self.depth(sentences[0]) if sentences else 0
        if not depth:
            return None
        words = unnumbered(sentences[0])
        found = _HEADING.match(words)
        if found is None:
            return None
        rest = tuple(text for text in (words[found.end() :], *sentences[1:]) if text)
        run_in = found[0].endswith("。")
        return TypedHeading(depth, found[0].removesuffix("。"), rest, run_in) if run_in or not rest else None


def level_of(text: str) -> int:
    """Which of 一、 （一） 1. （1） a text begins with, 1 to 4; 0 for none."""
    return next((level for level, pattern in enumerate(_NUMBERS, 1) if re.match(pattern, text)), 0)


def unnumbered(text: str) -> str:
    """A heading without its number."""
    level = level_of(text)
    return re.sub(f"^{_NUMBERS[level - 1]}", "", text) if level else text


def typed_section(heading: TypedHeading, paragraphs: Sequence[tuple[str, ...]], inner: Sequence[TypedSection]) -> TypedSection:
    """A section of its heading, the paragraphs below it (each of its sentences) and the sections in it."""
    first, others = (heading.rest, paragraphs) if heading.rest else (paragraphs[0] if paragraphs else (), paragraphs[1:])
    body: Paragraphs = (*first, *others)
    texts = ((HEADING, (heading.words,)), (RUN_IN, (YES,) if heading.run_in else ()), (BODY, body))
    return TypedSection(TOPICS, texts, tuple(inner))
