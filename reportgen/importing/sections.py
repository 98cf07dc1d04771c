"""The paragraphs of an old report with their roles → the report as a tree: head, opening, sections to any depth, end.

Knows neither figures nor YAML.  Nothing is left out: what has no place of its own (a page number, a source line) stays a
paragraph where it stood.  A heading keeps the number it had: left to the program where that would print the same, written down
where not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from reportgen.gongwen.document.model import Role
from reportgen.importing.source import SourceBlock, SourceParagraph, SourceReport, SourceTable
from reportgen.regex import regex
from reportgen.report.model.grammar import AS_WRITTEN, NONE
from reportgen.report.numbering import counted, number_of, own_number
from reportgen.text.numbers import date_words

_ABOVE = frozenset((Role.SUBTITLE, Role.MEETING))
_UNDER_TITLE = frozenset((Role.SUBTITLE, Role.MEETING, Role.BYLINE, Role.BRACKET_DATE, Role.SOURCE))
_BEFORE_TITLE = frozenset(
    (Role.MARK, Role.NUMBER, Role.SIGNER, Role.COPY_NUMBER, Role.SECRECY, Role.URGENCY, Role.OTHER)
)
_CLOSING = regex(
    r"(?:各位(?:代表|委员|同志|领导)|同志们|代表们|以上(?:报告|汇报|情况|材料)|特此|当否|妥否|请予审议|专此|展望)"
)
_ADDRESSED = regex(r"^(?:各位|同志们|代表们)")
_FULL_STOP = "。"
_SENTENCE = regex(r"[^。！？]*[。！？]+[”’）》】]*|[^。！？]+$")


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters ``start`` to ``end`` of the words of a block of the source."""

    block: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ImportedSection:
    """A section: heading as it is to be written (empty for none), how it is numbered (empty: by the program), whether it runs
    into its
    paragraph; its paragraphs and tables, and the sections below it."""

    heading: str
    numbering: str
    run_in: bool
    level: int
    blocks: tuple[Piece, ...] = ()
    below: tuple[ImportedSection, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportedOutline:
    """The whole report.  ``title`` is empty where it has none; ``lines`` stand under the title in the order of the source;
    ``skipped`` are
    blocks that no key of a report holds: a letterhead."""

    title: str
    subtitle: str = ""
    speaker: str = ""
    lines: tuple[str, ...] = ()
    recipient: str = ""
    salutation: str = ""
    opening: tuple[Piece, ...] = ()
    sections: tuple[ImportedSection, ...] = ()
    ending: tuple[Piece, ...] = ()
    signature: tuple[str, ...] = ()
    date: str = ""
    skipped: tuple[int, ...] = ()
    joined: bool = False
    annexes: tuple[ImportedAnnex, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportedAnnex:
    """An annex of the report's own: its name, what stands in it, and the sections below."""

    name: str
    blocks: tuple[Piece, ...] = ()
    sections: tuple[ImportedSection, ...] = ()


@dataclass(slots=True, eq=False)
class _Open:
    """A section that is being filled."""

    paragraph: SourceParagraph | None
    heading: str = ""
    numbering: str = ""
    run_in: bool = False
    level: int = 0
    depth: int = 0
    count: int = 0
    blocks: list[Piece] = field(default_factory=list)
    below: list[_Open] = field(default_factory=list)

    def closed(self) -> ImportedSection:
        below = tuple(each.closed() for each in self.below)
        return ImportedSection(self.heading, self.numbering, self.run_in, self.level, tuple(self.blocks), below)


def outline_of(source: SourceReport, *, annexed: bool = True) -> ImportedOutline:
    """The tree; a text without any heading becomes one section whose heading is its first sentence.  ``annexed`` if 附件1 and what
    follows it become annexes, which the program names below the text by itself."""
    blocks = source.blocks
    head, at = _head(blocks)
    annexes = _annexes(blocks, at) if annexed else []
    last, signature, date = _signed(blocks[: annexes[0][0]] if annexes else blocks, at, bool(head.lines))
    while annexes and (note := _paragraph(blocks, last - 1)) and note.role in (Role.ANNEX_NOTE, Role.ANNEX_NOTE_MORE):
        last -= 1
    root = _Open(None)
    _fill(root, blocks, at, last)
    if not root.below:
        _headless(root, blocks)
    ending = _ending(root, blocks)
    return ImportedOutline(
        head.title, head.subtitle, head.speaker, head.lines, head.recipient, head.salutation, tuple(root.blocks),
        tuple(each.closed() for each in root.below), ending, signature, date, head.skipped, head.joined,
        tuple(_annex(blocks, *each) for each in annexes),
    )  # fmt: skip


def _annexes(blocks: Sequence[SourceBlock], first: int) -> list[tuple[int, int]]:
    """Where annexes begin and end; none where one has no name on a line of its own."""
    at = [index for index in range(first + 1, len(blocks)) if (each := _paragraph(blocks, index)) and each.role is Role.ANNEX]
    named = all((title := _paragraph(blocks, index + 1)) and title.role is Role.ANNEX_TITLE for index in at)
    return [*zip(at, [*at[1:], len(blocks)], strict=True)] if at and named else []


def _annex(blocks: Sequence[SourceBlock], first: int, last: int) -> ImportedAnnex:
    title, root = blocks[first + 1], _Open(None)
    assert isinstance(title, SourceParagraph)
    _fill(root, blocks, first + 2, last)
    return ImportedAnnex(title.words, tuple(root.blocks), tuple(each.closed() for each in root.below))


def _head(blocks: Sequence[SourceBlock]) -> tuple[ImportedOutline, int]:
    """Title, what stands under it, and who is addressed; and where the text begins."""
    at = 0
    skipped: list[int] = []
    titles: list[str] = []
    under: list[SourceParagraph] = []
    while (block := _paragraph(blocks, at)) is not None:
        if not titles and block.role in _BEFORE_TITLE:
            skipped.append(at)
        elif block.role is Role.TITLE and not under:
            titles.append(block.words)
        elif titles and block.role in _UNDER_TITLE:
            under.append(block)
        else:
            break
        at += 1
    if not titles:
        at, skipped = 0, []
    recipient = salutation = ""
    if (block := _paragraph(blocks, at)) is not None and block.role in (Role.RECIPIENT, Role.SALUTATION):
        recipient, salutation = (block.words, "") if block.role is Role.RECIPIENT else ("", block.words)
        at += 1
    subtitle = under.pop(0).words if under and under[0].role in _ABOVE else ""
    speaker = under.pop(0).words if len(under) == 1 and under[0].role is Role.BYLINE else ""
    lines = tuple(each.words for each in under)
    return ImportedOutline("".join(titles), subtitle, speaker, lines, recipient, salutation,
                           skipped=tuple(skipped), joined=len(titles) > 1), at  # fmt: skip


def _paragraph(blocks: Sequence[SourceBlock], at: int) -> SourceParagraph | None:
    block = blocks[at] if at < len(blocks) else None
    return block if isinstance(block, SourceParagraph) else None


def _signed(blocks: Sequence[SourceBlock], first: int, taken: bool) -> tuple[int, tuple[str, ...], str]:
    """Where the text ends, and who signs it when; nothing where something else follows, or stands under the title already."""
    last = len(blocks)
    while last > first and (block := _paragraph(blocks, last - 1)) and block.role in (Role.SIGNATURE, Role.DATE):
        last -= 1
    signed = [block for block in blocks[last:] if isinstance(block, SourceParagraph)]
    if taken or not any(each.role is Role.SIGNATURE for each in signed):
        return len(blocks), (), ""
    date = signed[-1].words if signed[-1].role is Role.DATE and _is_plain_date(signed[-1].words) else ""
    return last, tuple(each.words for each in (signed[:-1] if date else signed)), date


def _is_plain_date(words: str) -> bool:
    try:
        return date_words(words) == words
    except ValueError:
        return False


def _fill(root: _Open, blocks: Sequence[SourceBlock], first: int, last: int) -> None:
    """Every block from ``first`` on below the heading that it stands under."""
    row = [root]
    for index in range(first, last):
        block = blocks[index]
        if not isinstance(block, SourceParagraph) or not block.is_heading or not block.level:
            length = len(block.words) if isinstance(block, SourceParagraph) else 0
            row[-1].blocks.append(Piece(index, 0, length))
            continue
        while len(row) > 1 and row[-1].level >= block.level:
            row.pop()
        section = _section(block, index, row[-1])
        row[-1].below.append(section)
        row.append(section)


def _section(block: SourceParagraph, index: int, parent: _Open) -> _Open:
    """A heading, with the text that follows it in its paragraph."""
    depth = parent.depth + 1
    lead, run_in = block.words[: block.lead], block.lead < len(block.words)
    number = block.number if block.number and lead.startswith(block.number) else ""
    heading, numbering = _numbered(lead, number, depth, parent)
    if run_in and heading.endswith(_FULL_STOP):
        heading = heading[:-1]
    section = _Open(block, heading, numbering, run_in, block.level, depth)
    if run_in:
        section.blocks.append(Piece(index, block.lead, len(block.words)))
    return section


def _numbered(lead: str, number: str, depth: int, parent: _Open) -> tuple[str, str]:
    """The heading as it is written, and how it is numbered: by the program where that prints the same."""
    rest = lead[len(number) :]
    if not number:
        return lead, NONE
    if rest.strip() and not own_number(rest):
        if number == number_of(depth, parent.count + 1):
            parent.count += 1
            return rest, ""
        if (count := counted(number + rest, depth)) and number == number_of(depth, count):
            parent.count = count
            return rest, str(count)
    parent.count = counted(lead, depth) or parent.count
    return lead, AS_WRITTEN


def _headless(root: _Open, blocks: Sequence[SourceBlock]) -> None:
    """A report needs a section: the first sentence of the first paragraph leads it."""
    at = next(
        (place for place, piece in enumerate(root.blocks) if isinstance(blocks[piece.block], SourceParagraph)), None
    )
    if at is None:
        return
    piece, rest = root.blocks[at], root.blocks[at + 1 :]
    block = blocks[piece.block]
    assert isinstance(block, SourceParagraph)
    end = (_SENTENCE.match(block.words) or re.match(r".*", block.words)).end()  # type: ignore[union-attr]
    section = _Open(block, block.words[:end], NONE, True, 1, 1)
    if end < len(block.words):
        section.blocks.append(Piece(piece.block, end, len(block.words)))
    if end == len(block.words) or not block.words[:end].endswith(("。", "！", "？")):
        section.run_in = False  # nothing of its paragraph is left to run on
    section.blocks += rest
    root.blocks = root.blocks[:at]
    root.below.append(section)


def _ending(root: _Open, blocks: Sequence[SourceBlock]) -> tuple[Piece, ...]:
    """The last paragraphs of the last section that close the whole report."""
    section = root.below[-1] if root.below else root
    while section.below:
        section = section.below[-1]
    own = int(section.run_in)
    for place, piece in enumerate(section.blocks[own:], own):
        block = blocks[piece.block]
        closes = isinstance(block, SourceParagraph) and _CLOSING.match(block.words) is not None
        if closes and len(section.blocks) - place <= _MOST_CLOSING and section is not root:
            ending = tuple(section.blocks[place:])
            del section.blocks[place:]
            return ending
    return ()


_MOST_CLOSING = 4


def sentences_of(words: str, piece: Piece) -> Iterator[Piece]:
    """The sentences of a stretch; nothing between them is lost."""
    text = words[piece.start : piece.end]
    at = 0
    for found in _SENTENCE.finditer(text):
        yield Piece(piece.block, piece.start + at, piece.start + found.end())
        at = found.end()
    if at < len(text):
        yield Piece(piece.block, piece.start + at, piece.end)


def flat(sections: Sequence[ImportedSection]) -> Iterator[ImportedSection]:
    """Every section, from the first to the last."""
    for section in sections:
        yield section
        yield from flat(section.below)


def is_grid(block: SourceBlock) -> bool:
    """Whether a table can be written down as rows: a head without gaps, and something below it."""
    return (
        isinstance(block, SourceTable)
        and block.is_even
        and len(block.rows) > 1
        and all(cell and "\n" not in cell for cell in block.rows[0])
    )
