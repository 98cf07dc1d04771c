"""Steps, and the documents of a year's input → the texts of the files with the steps made and all else as it was.

Knows no Word.  A sentence is changed character by character within its quotes or folds where that reads back as meant, else
written anew as a whole; a sentence that comes or goes is a line that comes or goes.  Sentences and figures come first, then the
sections, the innermost first: so one that moves takes along what was changed in it, at whatever depth.  Of a section that goes the
comments stay; what stands between two sections (blank lines, comments) stays where it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from reportgen.message import Message, say
from reportgen.report.model.address import Address
from reportgen.report.model.grammar import BODY, CHECKED, STATE, TOPIC, UNCHECKED
from reportgen.report.model.lines import NewSection, dashed, item_lines, scalar, section_lines
from reportgen.roundtrip.edits import (
    AddSection,
    Insert,
    InsertParagraph,
    Remove,
    RemoveSection,
    SectionStep,
    SetDatum,
    SetText,
    Step,
)
from reportgen.roundtrip.merge import merge
from reportgen.roundtrip.outline import Held, Outline, SentenceSpot, line_start, lines_of, node_end, read_outline
from reportgen.text.diff import changes
from reportgen.yamltext import (
    MappingNode,
    Scalar,
    SequenceNode,
    TextEdit,
    newline_of,
    parse,
    quoted,
    set_scalar,
    splice,
)


def apply(outline: Outline, steps: Sequence[Step]) -> list[str]:
    """The new text of each document.  Raises ``CannotApply`` for what cannot be written."""
    gone = [step.path for step in steps if isinstance(step, RemoveSection)]
    texts = _with_sentences(outline, [step for step in steps if not isinstance(step, SectionStep) and not _is_in(step, gone)])
    sections = [step for step in steps if isinstance(step, SectionStep)]
    for depth in sorted({step.depth for step in sections}, reverse=True):
        texts = _arranged(texts, outline, [step for step in sections if step.depth == depth], depth)
    return texts


def _is_in(step: Step, sections: Iterable[Address]) -> bool:
    """Whether a step changes or removes a sentence of one of these sections."""
    return isinstance(step, (Remove, SetText)) and any(step.path.within(section) for section in sections)


def _with_sentences(outline: Outline, steps: Sequence[Step]) -> list[str]:
    """The texts with sentences and figures changed, put in and taken out."""
    work: list[list[TextEdit]] = [[] for _ in outline.documents]
    removed = {step.path for step in steps if isinstance(step, Remove)}
    empty = _emptied(outline, removed)
    for block in empty:
        work[outline.blocks[block].document].append(TextEdit(*_lines(outline.blocks[block]), ""))
    merged = [step for step in _merged(outline, steps) if not (isinstance(step, Remove) and step.path.block in empty)]
    for step in sorted(merged, key=lambda step: step.order if isinstance(step, Insert | InsertParagraph) else 0):
        _step(outline, step, work)
    return [_spliced(document.text, edits) for document, edits in zip(outline.documents, work, strict=True)]


def _emptied(outline: Outline, removed: set[Address]) -> set[Address]:
    """The paragraphs and tables among sentences of which everything goes."""
    blocks = {path.block for path in removed if path.block in outline.blocks}
    return {block for block in blocks if all(path in removed for path in outline.within(block))}


def _merged(outline: Outline, steps: Iterable[Step]) -> list[Step]:
    """Several changes of one sentence as one; the same step twice as one; what is removed is not changed as well."""
    texts: dict[Address, SetText] = {}
    others: list[Step] = []
    removed = {step.path for step in steps if isinstance(step, Remove)}
    for step in dict.fromkeys(steps):
        if not isinstance(step, SetText):
            others.append(step)
        elif step.path not in removed:
            texts[step.path] = _both(texts[step.path], step) if step.path in texts else step
    return [*texts.values(), *others]


def _both(one: SetText, other: SetText) -> SetText:
    text = merge(one.old, one.new, other.new)
    if text is None:
        raise CannotApply(say("同一句里的两处改动连在一起，分不开"))
    return SetText(one.path, one.old, text)


def _step(outline: Outline, step: Step, work: Sequence[list[TextEdit]]) -> None:
    if isinstance(step, SetText):
        spot = _spot(outline, step.path)
        new = merge(step.old, step.new, spot.scalar.text)
        if new is None:
            raise CannotApply(say("这一句在输入文件里也改过，两边改的是同一处"))
        work[spot.document].extend(text_edits(spot.scalar, new) if new else _removal(spot))
    elif isinstance(step, Remove):
        spot = _spot(outline, step.path)
        work[spot.document].extend(_removal(spot))
    elif isinstance(step, SetDatum):
        held = _held(outline.data, step.origin)
        made = _datum_edits(held, step)
        work[held.document].extend([*made, *(_unchecked(held) if made else ())])
    elif isinstance(step, Insert):
        document, edit = _insertion(outline, step)
        work[document].append(edit)
    elif isinstance(step, InsertParagraph):
        work[_spot(outline, step.anchor).document].extend(_paragraph(outline, step))


def _spot(outline: Outline, path: Address) -> SentenceSpot:
    found = outline.spots.get(path)
    if found is None:
        raise CannotApply(say("这一句在输入文件里已经没有了"))
    return found


def _held(among: dict[Address, Held], path: Address) -> Held:
    found = among.get(path)
    if found is None:
        raise CannotApply(say("这一处在输入文件里已经没有了"))
    return found


def text_edits(scalar: Scalar, new: str) -> list[TextEdit]:
    """The smallest edits after which a sentence reads ``new``; a whole new scalar where they would read otherwise."""
    small = []
    for a, b, c, d in changes(scalar.text, new):
        start, end = scalar.raw_span(a, b) if a < b else (scalar.raw_span(a, a)[0],) * 2
        small.append(TextEdit(start, end, _encoded(new[c:d], scalar.style)))
    if any(first.end > second.start for first, second in pairwise(small)):
        return [set_scalar(scalar, new)]
    raw = splice(
        scalar.raw, [TextEdit(edit.start - scalar.start, edit.end - scalar.start, edit.text) for edit in small]
    )
    return small if _reads(raw, scalar, new) else [set_scalar(scalar, new)]


def _encoded(text: str, style: str) -> str:
    if style == "'":
        return text.replace("'", "''")
    return quoted(text)[1:-1] if style == '"' else text


def _reads(raw: str, scalar: Scalar, new: str) -> bool:
    """Whether the raw text of a scalar reads as ``new`` in a line of its own, with no fault that the old one had not."""
    if not scalar.style and any(char in new for char in ",[]{}") and not any(char in scalar.text for char in ",[]{}"):
        return False
    end = "" if scalar.raw.endswith("\n") else "\n"
    document, problems = parse(f"- {raw}{end}- x\n", "")
    root = document.root
    items = root.items if isinstance(root, SequenceNode) else ()
    if len(items) != 2 or not isinstance(items[0], Scalar) or items[0].trimmed.text != new:
        return False
    return not problems or len(problems) <= len(parse(f"- {scalar.raw}\n", "")[1])


def _datum_edits(held: Held, step: SetDatum) -> list[TextEdit]:
    node = held.node
    if isinstance(node, SequenceNode) and step.items:
        return _list_edits(node, step.items)
    if not isinstance(node, Scalar):
        raise CannotApply(say("这个数据不是一个值，请在输入文件里改"))
    if node.text.strip() == step.new:
        return []
    if step.old and node.text.count(step.old) == 1 and node.text != step.old and len(step.old) < len(node.text):
        return [set_scalar(node, node.text.replace(step.old, step.new))]
    return [set_scalar(node, step.new)]


def _unchecked(held: Held) -> Iterable[TextEdit]:
    """A value that was 已核对 is so no longer when it is another."""
    notes = held.entry.value if held.entry is not None else None
    state = notes.get(STATE) if isinstance(notes, MappingNode) else None
    if isinstance(state, Scalar) and state.text.strip() == CHECKED:
        yield set_scalar(state, UNCHECKED)


def _list_edits(node: SequenceNode, items: Sequence[str]) -> list[TextEdit]:
    """The items of a list, flow or block, made to read ``items``: equal ones stay."""
    held = [item for item in node.items if isinstance(item, Scalar)]
    if len(held) < len(node.items) or not held:
        raise CannotApply(say("这个名单的写法特别，请在输入文件里改"))
    edits: list[TextEdit] = []
    for kind, a, b, c, d in SequenceMatcher(None, [each.text for each in held], items, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        pairs = min(b - a, d - c)
        edits += [set_scalar(held[a + step], items[c + step]) for step in range(pairs)]
        if a + pairs < b:
            edits += _unlisted(node, held, a + pairs, b)
        if c + pairs < d:
            edits.append(_listed(node, held, b - 1, items[c + pairs : d]))
    return edits


def _is_flow(node: SequenceNode) -> bool:
    return node.source.text[node.start : node.start + 1] == "["


def _unlisted(node: SequenceNode, held: Sequence[Scalar], first: int, end: int) -> list[TextEdit]:
    """The items from ``first`` up to ``end`` taken out."""
    if not _is_flow(node):
        return [TextEdit(*lines_of(item.source.text, item.start, item.end), "") for item in held[first:end]]
    if end < len(held):
        return [TextEdit(held[first].start, held[end].start, "")]
    return [TextEdit(held[first - 1].end if first else held[0].start, held[-1].end, "")]


def _listed(node: SequenceNode, held: Sequence[Scalar], after: int, items: Sequence[str]) -> TextEdit:
    """New items after item number ``after`` (-1: before the first)."""
    if _is_flow(node):
        at = held[after].end if after >= 0 else held[0].start
        words = (
            "".join(f", {scalar(item)}" for item in items)
            if after >= 0
            else "".join(f"{scalar(item)}, " for item in items)
        )
        return TextEdit(at, at, words)
    anchor = held[max(after, 0)]
    text = anchor.source.text
    start, end = lines_of(text, anchor.start, anchor.end)
    lead = text[start : anchor.start]
    at = end if after >= 0 else start
    return TextEdit(at, at, _led(text, at) + "".join(f"{lead}{scalar(item)}{newline_of(text)}" for item in items))


def _removal(spot: SentenceSpot) -> list[TextEdit]:
    """A sentence goes: its line of a list, its entry of a mapping, or its place in a flow list."""
    text = spot.scalar.source.text
    if spot.is_listed:
        return [TextEdit(*lines_of(text, spot.node.start, node_end(spot.node)), "")]
    if spot.entry is None or spot.holder is None:
        return [set_scalar(spot.scalar, "")]
    entries = spot.holder.entries
    place = entries.index(spot.entry)
    if text[line_start(text, spot.entry.key.start) : spot.entry.key.start].strip():
        # the first entry stands behind the dash of its list
        if place + 1 == len(entries):
            return [TextEdit(spot.scalar.start, spot.scalar.end, "")]
        return [TextEdit(spot.entry.key.start, entries[place + 1].key.start, "")]
    return [TextEdit(*lines_of(text, spot.entry.key.start, node_end(spot.node)), "")]


def _insertion(outline: Outline, step: Insert) -> tuple[int, TextEdit]:
    anchor = _spot(outline, step.anchor)
    newline = outline.documents[anchor.document].newline
    before = step.before
    if anchor.path.key == TOPIC:
        topic = outline.topic_of(anchor.path)
        first = next(
            (
                outline.spots[path]
                for path in outline.within(topic)
                if path.key == BODY
            ),
            None,
        )
        if first is None:
            return anchor.document, _first_line(outline, anchor, step.text)
        anchor, before = first, True
    if not anchor.is_listed:
        raise CannotApply(say("这里的句子不是一行一句的写法，请在输入文件里改"))
    text = anchor.scalar.source.text
    start, end = lines_of(text, anchor.node.start, node_end(anchor.node))
    lead = text[start : anchor.node.start]
    line = f"{lead}{scalar(step.text)}{newline}"
    if before:
        return anchor.document, TextEdit(start, start, line)
    return anchor.document, TextEdit(
        end, end, line if text[end - 1 : end] == "\n" else newline + line.removesuffix(newline)
    )


def _paragraph(outline: Outline, step: InsertParagraph) -> Iterable[TextEdit]:
    """A paragraph of its own as an item beside that of a sentence; one sentence that stands for the whole list is its
    first."""
    anchor = _spot(outline, step.anchor)
    held = outline.blocks.get(anchor.path.block)
    text, newline = anchor.scalar.source.text, outline.documents[anchor.document].newline
    if held is None and anchor.entry is not None:
        start, end = lines_of(text, anchor.entry.key.start, node_end(anchor.node))
        several = "\n" in anchor.scalar.raw or "\n" in text[anchor.entry.key.end : anchor.scalar.start]
        if several or anchor.node is not anchor.scalar:
            raise CannotApply(say("这里的句子不是一行一句的写法，请在输入文件里改"))
        indent = " " * (anchor.entry.key.start - line_start(text, anchor.entry.key.start) + 2)
        lines = _items(step.texts, indent, newline)
        yield TextEdit(anchor.entry.key.end, anchor.scalar.start, f":{newline}{lines if step.before else ''}{indent}- ")
        if not step.before:
            yield TextEdit(end, end, _led(text, end) + lines)
        return
    held = held or Held(anchor.node, anchor.document)
    start, end = _lines(held)
    at = start if step.before else end
    yield TextEdit(at, at, _led(text, at) + _items(step.texts, text[start : held.node.start].split("-")[0], newline))


def _items(texts: tuple[str, ...], indent: str, newline: str) -> str:
    return "".join(f"{indent}{dash}{line}{newline}" for dash, line in dashed(item_lines(texts)))


def _first_line(outline: Outline, lead: SentenceSpot, words: str) -> TextEdit:
    """The first sentence of a topic that has only its 话题: under 正文, which is put in if it is lacking."""
    text = lead.scalar.source.text
    newline = outline.documents[lead.document].newline
    body = next((entry for entry in lead.holder or () if entry.key.text == BODY), None)
    key = body.key if body is not None else (lead.entry.key if lead.entry is not None else lead.scalar)
    indent = " " * (key.start - line_start(text, key.start))
    _, end = lines_of(text, key.start, key.end if body is not None else node_end(lead.node))
    opening = "" if body is not None else f"{indent}{BODY}:{newline}"
    if body is not None and (not isinstance(body.value, Scalar) or body.value.text):
        raise CannotApply(say("这里的句子不是一行一句的写法，请在输入文件里改"))
    gap = "" if text[end - 1 : end] == "\n" else newline
    return TextEdit(end, end, f"{gap}{opening}{indent}  - {scalar(words)}{newline}")


def _comments(text: str, start: int, end: int, scalars: Iterable[Scalar]) -> str:
    """The lines among some that are comments: somebody's notes, which outlive the sentences beside them."""
    held = list(scalars)
    kept: list[str] = []
    at = start
    for line in text[start:end].splitlines(keepends=True):
        if line.lstrip().startswith("#") and not any(scalar.start <= at < scalar.end for scalar in held):
            kept.append(line)
        at += len(line)
    return "".join(kept)


def _spliced(text: str, edits: Sequence[TextEdit]) -> str:
    """The text with the edits made; raises ``CannotApply`` where two reach for the same characters."""
    try:
        return splice(text, edits)
    except ValueError as fault:
        raise CannotApply(say("与别的改动挨在一起，分不开；请先写入别的，再回收一次")) from fault


def _indented(lines: str, indent: str) -> str:
    """A topic's lines at another depth."""
    own = lines[: len(lines) - len(lines.lstrip(" "))]
    if own == indent:
        return lines
    kept = lines.split("\n")
    return "\n".join(indent + line[len(own) :] if line.startswith(own) else line for line in kept)


class CannotApply(ValueError):
    """A step that this file's way of writing does not allow; ``message`` says why, for a clerk."""

    def __init__(self, message: Message) -> None:
        super().__init__(message)
        self.message = message


def _arranged(texts: list[str], before: Outline, steps: Sequence[SectionStep], depth: int) -> list[str]:
    """The texts with the sections of one depth put in, moved and taken out;
    ``before`` are the documents that the texts were made from.

    Raises ``CannotApply`` where the sections are not written one under the other.
    """
    outline = read_outline([parse(text, document.file)[0] for text, document in zip(texts, before.documents, strict=True)])
    if _down_to(outline, depth) != _down_to(before, depth):
        raise CannotApply(say("写进别的改动以后，“部分”“小节”就认不出了；请先写入别的，再回收一次"))
    edits: list[list[TextEdit]] = [[] for _ in texts]
    begun: set[Address] = set()
    for step in sorted(steps, key=lambda step: 0 if isinstance(step, RemoveSection) else step.order):
        if isinstance(step, AddSection):
            document, at, indent, opening = _place(outline, step.parent, step.anchor, step.section.kind, begun)
            text = texts[document]
            words = _led(text, at) + opening + _item(step.section.to_write(), indent, newline_of(text))
            edits[document].append(TextEdit(at, at, words))
            continue
        held = _held(outline.sections, step.path)
        start, end = _lines(held)
        document, text = held.document, texts[held.document]
        if isinstance(step, RemoveSection):
            scalars = [outline.spots[path].scalar for path in outline.within(step.path)]
            edits[document].append(TextEdit(start, end, _comments(text, start, end, scalars)))
            continue
        there, at, indent, opening = _place(outline, step.parent, step.anchor, step.path.key, begun)
        if there != document:
            raise CannotApply(say("要移到另一个输入文件里，请手工移动"))
        moved = _indented(text[start:end], indent)
        placed = _led(text, at) + opening + moved + ("" if moved.endswith("\n") else newline_of(text))
        edits[document] += [TextEdit(start, end, ""), TextEdit(at, at, placed)]
    return [_spliced(text, each) for text, each in zip(texts, edits, strict=True)]


def _down_to(outline: Outline, depth: int) -> set[Address]:
    return {address for address in outline.sections if address.depth <= depth}


def _led(text: str, at: int) -> str:
    """What stands before lines that are put in where the file ends without a line end."""
    return newline_of(text) if at and text[at - 1] != "\n" else ""


def _lines(held: Held) -> tuple[int, int]:
    text = held.node.source.text
    start, end = lines_of(text, held.node.start, node_end(held.node))
    if text[start : held.node.start].strip() != "-":
        raise CannotApply(say("这一部分或小节的写法特别，请在输入文件里改"))
    return start, end


def _place(
    outline: Outline, parent: Address, anchor: Address, kind: str, begun: set[Address]
) -> tuple[int, int, str, str]:
    """Where a section comes to stand: document, offset, the blanks before its dash, and the key that opens the list where it is the
    first of its parent; ``begun`` are the parents whose lists are opened already."""
    held = _held(outline.sections, anchor) if anchor else outline.sections.get(parent.to(kind, 0))
    if held is not None:
        start, end = _lines(held)
        return held.document, end if anchor else start, held.node.source.text[start : held.node.start].split("-")[0], ""
    around = outline.sections.get(parent)
    if around is None or not isinstance(around.node, MappingNode) or around.node.get(kind) is not None:
        raise CannotApply(say("这一部分还没有小节，请在输入文件里加“{kind}:”", kind=kind))
    start, end = _lines(around)
    indent = " " * (around.node.start - start)
    opening = "" if parent in begun else f"{indent}{kind}:{newline_of(around.node.source.text)}"
    begun.add(parent)
    return around.document, end, indent + "  ", opening


def _item(section: NewSection, indent: str, newline: str) -> str:
    """A section as an item of a list."""
    return "".join(f"{indent}{dash}{line}{newline}" for dash, line in dashed(section_lines(section)))
