"""The sentences of a year's file → edits that mark each as 待改写, its own characters left as they are.

Knows no figures.  A sentence in lines becomes ``句: ……`` with a line ``待改写: 是`` below, which is taken away by deleting that
one line; one in brackets is wrapped in brackets.  Headings and 话题 are marked too: they say what was done as much as the
sentences below them.  A confirmation (沿用) or a proof (依据) given last year says nothing about this one and goes.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator

from reportgen.regex import regex
from reportgen.report.model.grammar import (
    FIGURES,
    GRAMMAR,
    RUNNING,
    SENTENCE,
    TO_REWRITE,
    UNIT,
    Content,
    Grammar,
    Key,
    KeyRole,
)
from reportgen.report.model.walk import Visit, walk
from reportgen.yamltext import (
    Document,
    Entry,
    Lines,
    MappingNode,
    Node,
    Scalar,
    TextEdit,
    is_flow,
    is_plain,
    quoted,
    real_end,
)  # fmt: skip

_MARKED = f"{TO_REWRITE}: 是"
MARKED_ROLES = RUNNING | {KeyRole.HEADING, KeyRole.TOPIC, KeyRole.ANNEX, KeyRole.CAPTION, KeyRole.CELL}
"""The roles of what one year says of itself; title, names and date are moved on instead."""


def mark_sentences(document: Document, since: str, grammar: Grammar = GRAMMAR) -> Iterator[TextEdit]:
    """The edits for every sentence, headings among them; ``since`` is what the old year is called in comments."""
    if document.mapping is None:
        return
    lines = Lines(document.text, document.root)
    expired = frozenset(note.name for note in grammar.sentence_notes if note.expires)
    yield from _remarks_of_before(document, expired)
    for visit in walk(document.mapping, grammar):
        if visit.key is None or visit.key.role not in MARKED_ROLES or not _is_to_be_marked(visit, visit.key):
            continue
        if visit.listed:
            yield from _item(visit.node, lines, visit.bracketed, since, expired)
        elif isinstance(visit.node, MappingNode):
            yield from _noted(visit.node, lines, since, expired)
        elif isinstance(visit.node, Scalar) and visit.node.text:
            yield from _single(visit.entry, visit.node, lines, visit.bracketed)


def _remarks_of_before(document: Document, expired: Iterable[str]) -> Iterator[TextEdit]:
    """The notes that an earlier new year left as comments beside sentences: their 上年 is another year by now.  Those among the data
    go with the data's own."""
    figures = document.mapping.get(FIGURES) if document.mapping is not None else None
    end = figures.start if isinstance(figures, MappingNode) else len(document.text)
    line = regex(rf"^ *# (?:上年|\d{{4}}年) (?:{'|'.join(expired)}):(?: .*)?\n", re.M)
    yield from (TextEdit(found.start(), found.end(), "") for found in line.finditer(document.text, 0, end))


def _is_to_be_marked(visit: Visit, key: Key) -> bool:
    """Of a table its caption and the first cell of each row, which stands for the row; not its head, its unit."""
    if key.role is KeyRole.CELL:
        return visit.address.steps[-1] == 0
    return key.role is not KeyRole.CAPTION or (key.kind is Content.SENTENCE and key.name != UNIT)


def _item(item: Node, lines: Lines, flow: bool, since: str, expired: Container[str]) -> Iterator[TextEdit]:
    if isinstance(item, MappingNode):
        yield from _noted(item, lines, since, expired)
    elif isinstance(item, Scalar) and item.text:
        if flow or "\n" in item.raw:
            yield _wrapped(item)
        else:
            yield TextEdit(item.start, item.start, f"{SENTENCE}: ")
            yield lines.after(item.end, " " * (item.column - 1) + _MARKED)


def _single(entry: Entry, value: Scalar, lines: Lines, flow: bool) -> Iterator[TextEdit]:
    """A sentence that is the value of a name, on the name's line or on the next."""
    between = lines.text[entry.key.end : value.start]
    if flow or "\n" in value.raw or "#" in between:
        yield _wrapped(value)
    elif "\n" in between:
        yield TextEdit(value.start, value.start, f"{SENTENCE}: ")
        yield lines.after(value.end, " " * (value.column - 1) + _MARKED)
    else:
        indent = " " * (entry.key.column + 1)
        yield TextEdit(entry.key.end + between.index(":") + 1, value.start, f"{lines.newline}{indent}{SENTENCE}: ")
        yield lines.after(value.end, indent + _MARKED)


def _wrapped(scalar: Scalar) -> TextEdit:
    """In brackets; the sentence as it is written where it can stand there, else in quotes."""
    as_it_is = scalar.quoted or (not scalar.style and is_plain(scalar.text))
    words = scalar.raw if as_it_is else quoted(scalar.trimmed.text)
    tail = "\n" if scalar.style in ("|", ">") and scalar.raw.endswith("\n") else ""
    return TextEdit(scalar.start, scalar.end, f"{{{SENTENCE}: {words}, {_MARKED}}}{tail}")


def _noted(node: MappingNode, lines: Lines, since: str, expired: Container[str]) -> Iterator[TextEdit]:
    """A sentence that has notes: the old year's are taken out, the mark is added."""
    going = [entry for entry in node if entry.key.text in expired]
    marked = node.get(TO_REWRITE) is not None
    if is_flow(node):
        for entry in going:
            yield _out_of_flow(entry, node, lines.text)
        if not marked:
            at = node.entries[-1].value.end
            yield TextEdit(at, at, f", {_MARKED}")
        return
    for entry in going:
        for at in lines.starts(entry.key.start, max(entry.key.end, real_end(entry.value))):
            yield TextEdit(at, at, f"# {since} ")
    sentence = next((entry for entry in node if entry.key.text == SENTENCE), node.entries[0])
    if not marked:
        end = max(sentence.key.end, real_end(sentence.value))
        end = end - 1 if isinstance(sentence.value, Scalar) and sentence.value.raw.endswith("\n") else end
        yield lines.after(end, " " * (sentence.key.column - 1) + _MARKED)


def _out_of_flow(entry: Entry, node: MappingNode, text: str) -> TextEdit:
    """Takes a note out of brackets, with the comma that belongs to it."""
    place = node.entries.index(entry)
    if place:
        return TextEdit(node.entries[place - 1].value.end, entry.value.end, "")
    following = node.entries[1].key.start if len(node.entries) > 1 else entry.value.end
    return TextEdit(entry.key.start, following, "")
