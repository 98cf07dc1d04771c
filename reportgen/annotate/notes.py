"""Notes with places, and a package → the package with comments there.

Knows where a note belongs and nothing of what it says; the parts that hold the comments are written by ``comments``.  A
comment is a range (``w:commentRangeStart``, ``w:commentRangeEnd``) and a run with a reference behind it (ECMA-376 Part 1
§17.13.4); the marks stand beside runs and never within one.  Notes on one range are comments of their own, in the order
given, so that each can be answered or closed by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from lxml import etree

from reportgen.annotate.comments import Comment, add_comments, next_comment_id
from reportgen.catalogue import translated
from reportgen.message import NOTHING, Message, joined, say
from reportgen.ooxml.additions import Additions
from reportgen.ooxml.locations import Locator
from reportgen.ooxml.names import A, W
from reportgen.ooxml.package import Package
from reportgen.ooxml.text_spans import TextAtom, atoms, isolate, outer_run
from reportgen.ooxml.xml_tree import parse_xml, serialise_xml
from reportgen.problem import Place, Problem, WordPlace


@dataclass(frozen=True, slots=True)
class Author:
    """Who comments: the name in the margin, and the initials."""

    name: str
    initials: str


@dataclass(frozen=True, slots=True)
class NoteRange:
    """The characters ``start`` to ``end`` of paragraph ``paragraph`` (from 0, in document order) of a part.

    Counted as ``TracedParagraph`` counts: a tab or a break is one character; an empty stretch means the whole paragraph.
    """

    part: str
    paragraph: int
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Note:
    """What to say, and where; lines of ``text`` become paragraphs of the comment; no anchor is the document's start.

    A ``WordPlace`` is met by its numbers, and within the paragraph by the words between 【 and 】 of its excerpt.  ``language`` is
    what a place is named in where it cannot be met, nothing for Chinese.
    """

    anchor: NoteRange | Place | None
    text: str
    language: str = ""


def annotated(package: Package, notes: Iterable[Note], author: Author, date: datetime) -> bytes:
    """The package with the notes as comments, written; ``date`` is printed as given, so equal input gives equal bytes."""
    told = tuple(notes)
    if not told:
        return package.write()
    root = parse_xml(package.read(package.main), package.main)
    additions = Additions(package)
    first = next_comment_id(package)
    placed = _placed(package, root, told)
    for number, (_, anchor) in enumerate(placed, first):
        _mark(root, anchor, number)
    comments = [Comment(number, text) for number, (text, _) in enumerate(placed, first)]
    add_comments(additions, comments, (author.name, author.initials), date)
    replaced, added = additions.closed({package.main: serialise_xml(root)})
    return package.write(replaced, added)


def notes_of(problems: Iterable[Problem]) -> tuple[Note, ...]:
    """Each problem as a note at its place: the grade and sentence, then how to mend it."""
    return tuple(Note(problem.place, problem.spoken(_sentence(problem)), problem.language) for problem in problems)


def _sentence(problem: Problem) -> Message:
    lines = [say("{grade}：{sentence}", grade=problem.grade_word, sentence=problem.message)]
    if problem.hint:
        lines.append(say("怎么改：{hint}", hint=problem.hint))
    if problem.department:
        lines.append(say("编号 {code}，科室：{department}", code=problem.code, department=problem.department))
    else:
        lines.append(say("编号 {code}", code=problem.code))
    return say("{lines}", lines=joined(lines, "\n"))


_Anchor = tuple[etree._Element, int, int]
"""A paragraph and a stretch of it; (paragraph, 0, 0) is the whole."""


def _placed(package: Package, root: etree._Element, notes: Sequence[Note]) -> list[tuple[str, _Anchor]]:
    """Each note's text with its place in the tree; those that can have none are one text at the document's start."""
    locator = Locator(root, package.main)
    paragraphs = list(root.iter(W + "p", A + "p"))
    found: list[tuple[str, _Anchor]] = []
    homeless: list[str] = []
    for note in notes:
        anchor = _anchor(note.anchor, package.main, locator, paragraphs)
        if anchor is None:
            words = NOTHING if note.anchor is None or isinstance(note.anchor, NoteRange) else note.anchor.words
            told = translated(say("{place}：\n{note}", place=words, note=note.text), note.language)
            homeless.append(told if words else note.text)
        else:
            found.append((note.text, anchor))
    if homeless:
        found.insert(0, ("\n".join(homeless), (first_paragraph(root), 0, 0)))
    return found


def _anchor(
    place: NoteRange | Place | None, main: str, locator: Locator, paragraphs: Sequence[etree._Element]
) -> _Anchor | None:
    if isinstance(place, NoteRange):
        if place.part != main or not 0 <= place.paragraph < len(paragraphs):
            return None
        return paragraphs[place.paragraph], place.start, place.end
    if isinstance(place, WordPlace) and place.part == main:
        return located(place, locator)
    return None


def _mark(root: etree._Element, anchor: _Anchor, number: int) -> None:
    """Puts the range and the reference of one comment into the tree."""
    paragraph, start, end = anchor
    holder = next((above for above in [*paragraph.iterancestors(W + "p")][::-1]), None)
    if holder is not None:
        anchor_run(holder, paragraph, number)
        return
    runs = isolate(paragraph, start, end) if end > start else []
    if runs:
        marked_range(runs[0], runs[-1], number)
    else:
        anchor_paragraph(paragraph, number)


_HIDDEN = frozenset((W + "instrText",))


def located(place: WordPlace, locator: Locator) -> tuple[etree._Element, int, int] | None:
    """The paragraph that a place names, and the stretch its excerpt marks ((0, 0) where that cannot be told)."""
    candidates = locator.find(place)
    for paragraph in candidates:
        if stretch := _stretch(paragraph, place.excerpt):
            return paragraph, *stretch
    return (candidates[0], 0, 0) if candidates else None


def first_paragraph(root: etree._Element) -> etree._Element:
    """The first paragraph of the text; a text without any is given one."""
    found = next(root.iter(W + "p"), None)
    if found is None:
        found = etree.Element(W + "p")
        body = root.find(W + "body")
        (root if body is None else body).insert(0, found)
    return found


def marked_range(first: etree._Element, last: etree._Element, number: int) -> None:
    """Marks the runs from ``first`` to ``last``."""
    first.addprevious(_edge("commentRangeStart", number))
    _close_after(last, number)


def anchor_paragraph(paragraph: etree._Element, number: int) -> None:
    """Marks a whole paragraph, be it empty."""
    properties = paragraph.find(W + "pPr")
    start = _edge("commentRangeStart", number)
    if properties is not None:
        properties.addnext(start)
    else:
        paragraph.insert(0, start)
    _close_after(paragraph[-1], number)


def anchor_run(holder: etree._Element, inner: etree._Element, number: int) -> None:
    """Marks the run of ``holder`` in which a text box with the paragraph ``inner`` stands."""
    run = outer_run(inner, holder)
    if run is None:
        anchor_paragraph(holder, number)
    else:
        marked_range(run, run, number)


def _close_after(element: etree._Element, number: int) -> None:
    tail, element.tail = element.tail, None
    end = _edge("commentRangeEnd", number)
    run = etree.Element(W + "r")
    run.append(_edge("commentReference", number))
    element.addnext(end)
    end.addnext(run)
    run.tail = tail


def _edge(name: str, number: int) -> etree._Element:
    return etree.Element(W + name, {W + "id": str(number)})


def _stretch(paragraph: etree._Element, excerpt: str) -> tuple[int, int] | None:
    """Where the words between 【 and 】 stand, in counted characters; the text may hold these signs itself."""
    held = atoms(paragraph, everything=True)
    text = "".join(atom.text for atom in held).replace("\n", " ").replace("\t", " ")
    opened, closed = excerpt.startswith("…"), excerpt.endswith("…")
    for low in (at for at, char in enumerate(excerpt) if char == "【"):
        for high in (at for at, char in enumerate(excerpt) if char == "】" and at > low):
            before, middle, after = excerpt[opened:low], excerpt[low + 1 : high], excerpt[high + 1 :]
            for around in (after.removesuffix("…") if closed else after, ""):
                at = text.find(before + middle + around)
                if at >= 0 and middle:
                    return _counted(held, at + len(before), at + len(before) + len(middle))
    return None


def _counted(held: list[TextAtom], start: int, end: int) -> tuple[int, int] | None:
    """Positions among all characters → among those that count; none where a field code is meant, which is not shown."""
    shown = [(atom.start, atom.end, atom.counted, atom.element.tag) for atom in held]
    if any(low < end and high > start and tag in _HIDDEN for low, high, _, tag in shown):
        return None

    def before(at: int) -> int:
        return sum(max(0, min(high, at) - low) for low, high, counted, _ in shown if counted)

    return (before(start), before(end)) if before(end) > before(start) else None
