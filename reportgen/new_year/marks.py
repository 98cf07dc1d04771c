"""The sentences of a year's file → edits that mark each as 待改写, its own characters left as they are.

Knows no figures.  A sentence in lines becomes ``句: ……`` with a line ``待改写: 是`` below, which is taken away by deleting that
one line; one in brackets is wrapped in brackets.  Headings are not marked: there are few, and the check of unchanged
sentences sees them.  A confirmation (沿用) or a proof (依据) given last year says nothing about this one and goes.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.yamltext import (
    Document,
    Entry,
    Lines,
    MappingNode,
    Node,
    Scalar,
    SequenceNode,
    TextEdit,
    is_flow,
    is_plain,
    quoted,
    real_end,
)  # fmt: skip

MARK = "待改写"
_MARKED = f"{MARK}: 是"
_EXPIRED = ("沿用", "依据")


def mark_sentences(document: Document, since: str) -> Iterator[TextEdit]:
    """The edits for every sentence of 开头, 总起 and 正文; ``since`` is what the old year is called in comments."""
    lines = Lines(document.text, document.root)
    for entry, flow in _prose(document):
        value = entry.value
        if isinstance(value, SequenceNode):
            inside = flow or is_flow(value)
            for item in value:
                yield from _item(item, lines, inside, since)
        elif isinstance(value, MappingNode):
            yield from _noted(value, lines, since)
        elif value.text:
            yield from _single(entry, value, lines, flow)


def _prose(document: Document) -> Iterator[tuple[Entry, bool]]:
    """The entries that hold sentences, and whether they stand in brackets."""
    root = document.mapping
    for entry in root or ():
        if entry.key.text == "开头":
            yield entry, False
        elif entry.key.text == "部分":
            yield from _below(entry.value, ("总起", "小节", "正文"), False)


def _below(node: Node, names: tuple[str, ...], flow: bool) -> Iterator[tuple[Entry, bool]]:
    flow = flow or is_flow(node)
    for item in node if isinstance(node, SequenceNode) else ():
        for entry in item if isinstance(item, MappingNode) else ():
            inside = flow or is_flow(item)
            if entry.key.text == "小节":
                yield from _below(entry.value, names, inside)
            elif entry.key.text in names:
                yield entry, inside


def _item(item: Node, lines: Lines, flow: bool, since: str) -> Iterator[TextEdit]:
    if isinstance(item, MappingNode):
        yield from _noted(item, lines, since)
    elif isinstance(item, Scalar) and item.text:
        if flow or "\n" in item.raw:
            yield _wrapped(item)
        else:
            yield TextEdit(item.start, item.start, "句: ")
            yield lines.after(item.end, " " * (item.column - 1) + _MARKED)


def _single(entry: Entry, value: Scalar, lines: Lines, flow: bool) -> Iterator[TextEdit]:
    """A sentence that is the value of a name, on the name's line or on the next."""
    between = lines.text[entry.key.end : value.start]
    if flow or "\n" in value.raw or "#" in between:
        yield _wrapped(value)
    elif "\n" in between:
        yield TextEdit(value.start, value.start, "句: ")
        yield lines.after(value.end, " " * (value.column - 1) + _MARKED)
    else:
        indent = " " * (entry.key.column + 1)
        yield TextEdit(entry.key.end + between.index(":") + 1, value.start, f"{lines.newline}{indent}句: ")
        yield lines.after(value.end, indent + _MARKED)


def _wrapped(scalar: Scalar) -> TextEdit:
    """In brackets; the sentence as it is written where it can stand there, else in quotes."""
    as_it_is = scalar.quoted or (not scalar.style and is_plain(scalar.text))
    tail = "\n" if scalar.style in ("|", ">") and scalar.raw.endswith("\n") else ""
    return TextEdit(scalar.start, scalar.end, f"{{句: {scalar.raw if as_it_is else quoted(scalar.text)}, {_MARKED}}}{tail}")


def _noted(node: MappingNode, lines: Lines, since: str) -> Iterator[TextEdit]:
    """A sentence that has notes: the old year's are taken out, the mark is added."""
    expired = [entry for entry in node if entry.key.text in _EXPIRED]
    marked = node.get(MARK) is not None
    if is_flow(node):
        for entry in expired:
            yield _out_of_flow(entry, node, lines.text)
        if not marked:
            at = node.entries[-1].value.end
            yield TextEdit(at, at, f", {_MARKED}")
        return
    for entry in expired:
        for at in lines.starts(entry.key.start, max(entry.key.end, real_end(entry.value))):
            yield TextEdit(at, at, f"# {since} ")
    sentence = next((entry for entry in node if entry.key.text == "句"), node.entries[0])
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
