"""Notes with places, and a package → the package with comments there.

Knows what a note is and where it belongs; ``anchoring`` puts the marks into the text, ``commenting`` writes the parts.
Notes on one stretch are comments of their own, in the order given, so that each can be answered or closed by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from lxml import etree

from reportgen.annotate.anchoring import anchor_paragraph, anchor_run, first_paragraph, located, marked_range
from reportgen.annotate.commenting import Comment, add_comments, next_comment_id
from reportgen.problem import Place, Problem, WordPlace
from reportgen.records import frozen
from reportgen.word.additions import Additions
from reportgen.word.locator import Locator
from reportgen.word.names import A, W
from reportgen.word.package import Package
from reportgen.word.stretches import isolate
from reportgen.word.strictxml import parse_xml, serialise_xml


@frozen
class Author:
    """Who comments: the name in the margin, and the initials."""

    name: str
    initials: str


@frozen
class Stretch:
    """The characters ``start`` to ``end`` of paragraph ``paragraph`` (from 0, in document order) of a part.

    Counted as ``TracedParagraph`` counts: a tab or a break is one character; an empty stretch means the whole paragraph.
    """

    part: str
    paragraph: int
    start: int = 0
    end: int = 0


@frozen
class Note:
    """What to say, and where; lines of ``text`` become paragraphs of the comment; no anchor is the document's start.

    A ``WordPlace`` is met by its numbers, and within the paragraph by the words between 【 and 】 of its excerpt.
    """

    anchor: Stretch | Place | None
    text: str


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
    return tuple(Note(problem.place, _sentence(problem)) for problem in problems)


def _sentence(problem: Problem) -> str:
    lines = [f"{problem.grade.value}：{problem.message}", problem.hint and f"怎么改：{problem.hint}"]
    lines.append(f"编号 {problem.code}" + (f"，科室：{problem.department}" if problem.department else ""))
    return "\n".join(line for line in lines if line)


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
            where = f"{note.anchor}：\n" if isinstance(note.anchor, Place) and str(note.anchor) else ""
            homeless.append(where + note.text)
        else:
            found.append((note.text, anchor))
    if homeless:
        found.insert(0, ("\n".join(homeless), (first_paragraph(root), 0, 0)))
    return found


def _anchor(
    place: Stretch | Place | None, main: str, locator: Locator, paragraphs: Sequence[etree._Element]
) -> _Anchor | None:
    if isinstance(place, Stretch):
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
