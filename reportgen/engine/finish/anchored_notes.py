"""A rendered main part whose notes stand beside their references, and the parts they belong to → both as Word has them.

Knows nothing of tags.  A block may have repeated a reference together with its note, or left both out: the first of them keeps the
note's number, the others get new ones.  The anchors around a comment's words follow the reference of their own step.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from lxml import etree

from reportgen.engine.compile.anchored_notes import NotePart
from reportgen.engine.finish.comment_companions import PARAGRAPH, CommentCopy, fresh
from reportgen.engine.finish.loop_steps import Steps, steps_of
from reportgen.engine.finish.trace_marks import TracedParagraph, paragraphs_of, read_trace
from reportgen.ooxml.names import W
from reportgen.ooxml.xml_tree import drop, parse_xml, serialise_xml
from reportgen.provenance import Stretch
from reportgen.regex import regex

_PARAGRAPHS = regex('paraId="([0-9A-Fa-f]{8})"')


@dataclass(frozen=True, slots=True)
class NotesTaken:
    """References, each with its note; the traces of the notes, their paragraphs counted on over all of them; of comments that
    other parts speak of, the copies, and those of which there is none (``gone``)."""

    pairs: tuple[tuple[etree._Element, etree._Element], ...]
    traces: tuple[TracedParagraph, ...] = ()
    copies: tuple[CommentCopy, ...] = ()
    gone: frozenset[str] = frozenset()


def _number_notes(root: etree._Element, parts: Mapping[str, NotePart]) -> list[CommentCopy]:
    """Gives every note a number of its own, and its reference and anchors the same; the comments that other parts speak of."""
    steps = steps_of(root)
    copies: list[CommentCopy] = []
    for part in parts.values():
        following, seen = part.following, set[str]()
        taken = {*part.keys.values(), *_PARAGRAPHS.findall(part.left.decode("utf-8", "replace"))} if part.keys else set[str]()
        renamed: dict[tuple[Steps, str], str] = {}
        for reference, note in _beside(root, part.kind):
            old = number = reference.get(W + "id", "")
            if old in seen:
                number, following = str(following), following + 1
            seen.add(old)
            reference.set(W + "id", number)
            note.set(W + "id", number)
            renamed.setdefault((steps.get(reference, ()), old), number)
            if key := part.keys.get(old, ""):
                new = key if number == old else fresh(key, following, taken)
                copies.append(_keyed(note, CommentCopy(steps.get(reference, ()), key, new)))
                taken.add(new)
        if part.kind == "comment":
            for mark in root.iter(W + "commentRangeStart", W + "commentRangeEnd"):
                number = renamed.get((steps.get(mark, ()), mark.get(W + "id", "")), "")
                mark.set(W + "id", number or mark.get(W + "id", ""))
    return copies


def _keyed(note: etree._Element, copy: CommentCopy) -> CommentCopy:
    """The copy, its last paragraph having the number that the other parts know it by."""
    paragraphs = list(note.iter(W + "p"))
    if paragraphs:
        paragraphs[-1].set(PARAGRAPH, copy.new)
    return copy


def take_notes(
    root: etree._Element, parts: Mapping[str, NotePart], prints: list[Stretch] | None = None
) -> dict[str, NotesTaken]:
    """Numbers the notes and takes them out of the main part, by the part that they belong to; their trace is read, if there are
    ``prints``."""
    copies = tuple(_number_notes(root, parts))
    taken = {name: _of_part(root, part, copies if part.keys else ()) for name, part in parts.items()}
    take_out(taken)
    return taken if prints is None else {name: _read(name, notes, prints) for name, notes in taken.items()}


def _of_part(root: etree._Element, part: NotePart, copies: tuple[CommentCopy, ...]) -> NotesTaken:
    gone = frozenset(part.keys.values()) - {copy.old for copy in copies} - {""}
    return NotesTaken(tuple(_beside(root, part.kind)), copies=copies, gone=gone)


def _read(name: str, notes: NotesTaken, prints: list[Stretch]) -> NotesTaken:
    found: list[TracedParagraph] = []
    for _, note in notes.pairs:
        count = len(found)
        found += [replace(each, number=count + each.number) for each in read_trace(name, note, prints)]
    return replace(notes, traces=tuple(found))


def take_out(taken: Mapping[str, NotesTaken]) -> None:
    """Takes the notes from beside their references."""
    for notes in taken.values():
        for _, note in notes.pairs:
            drop(note)


def put_back(taken: Mapping[str, NotesTaken]) -> None:
    """Puts the notes beside their references again."""
    for notes in taken.values():
        for reference, note in notes.pairs:
            reference.addnext(note)


def joined(
    part: NotePart, data: bytes, name: str, notes: NotesTaken, own: Sequence[TracedParagraph]
) -> tuple[bytes, list[TracedParagraph]]:
    """A part of notes (``data``) with those that were moved in the place of their shells; its ``own`` traces and those of the notes
    with the numbers that their paragraphs have now."""
    root = parse_xml(data, name)
    before = paragraphs_of(root)
    held = {element.get(W + "id", ""): element for element in root.iterchildren(W + part.kind)}
    for _, note in notes.pairs:
        shell = held.get(note.get(W + "id", ""))
        if shell is None:
            root.append(note)
        else:
            shell.addprevious(note)
    for number in part.shells:
        drop(held[number])
    place = {paragraph: number for number, paragraph in enumerate(paragraphs_of(root))}
    inside = [paragraph for _, note in notes.pairs for paragraph in paragraphs_of(note)]
    placed = [replace(each, number=place[before[each.number]]) for each in own if before[each.number] in place]
    return serialise_xml(root), [*placed, *(replace(each, number=place[inside[each.number]]) for each in notes.traces)]


def _beside(root: etree._Element, kind: str) -> Iterator[tuple[etree._Element, etree._Element]]:
    for note in root.iter(W + kind):
        reference = note.getprevious()
        if reference is not None and reference.tag == f"{W}{kind}Reference":
            yield reference, note
