"""A new section with its sentences → the lines of YAML that say it, in the order of the grammar.

Knows neither the file that it goes into nor how deep: the caller puts the indentation before each line and the dash before the
first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from reportgen.report.model.grammar import GRAMMAR, PARAGRAPH, Content, Grammar
from reportgen.yamltext import is_plain, quoted


@dataclass(frozen=True, slots=True)
class NewSection:
    """A section to be written: the name of its kind, its sentences and the sections in it, each by key; sentences that are a paragraph
    of their own among the others stand together."""

    kind: str
    texts: Mapping[str, Sequence[str | tuple[str, ...]]]
    sections: Mapping[str, Sequence[NewSection]] = field(default_factory=dict)


def section_lines(section: NewSection, grammar: Grammar = GRAMMAR) -> Iterator[str]:
    """The lines; a key without sentences is not written."""
    for key in grammar.section(section.kind).keys:
        texts, inner = section.texts.get(key.name, ()), section.sections.get(key.name, ())
        if texts and key.kind in (Content.SENTENCE, Content.OPTION):
            yield f"{key.name}: {scalar(''.join(texts[0]))}"
        elif texts or inner:
            yield f"{key.name}:"
            for text in texts:
                yield from (f"  {dash}{line}" for dash, line in dashed(item_lines(text)))
            for each in inner:
                yield from (f"  {dash}{line}" for dash, line in dashed(section_lines(each, grammar)))


def item_lines(text: str | tuple[str, ...]) -> Iterator[str]:
    """An item of a list of sentences: one of them, or a paragraph of its own."""
    if isinstance(text, str):
        yield scalar(text)
    elif len(text) == 1:
        yield f"{PARAGRAPH}: {scalar(text[0])}"
    else:
        yield f"{PARAGRAPH}:"
        yield from (f"  - {scalar(each)}" for each in text)


def dashed(lines: Iterator[str]) -> Iterator[tuple[str, str]]:
    """Each line of an item of a list with what stands before it: a dash before the first."""
    return ((("- " if not number else "  "), line) for number, line in enumerate(lines))


def scalar(text: str) -> str:
    """A sentence as it can be written: as it is, or in quotes."""
    return text if is_plain(text) else quoted(text)
