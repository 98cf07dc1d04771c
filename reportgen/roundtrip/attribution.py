"""Printed paragraphs and edited ones → the edited paragraphs as stretches of YAML text, each with the sentence it belongs to.

Knows no file.  This is where text that was typed meets references: what a reference printed and nobody touched becomes
that reference again, and what was typed into the prose becomes prose.  A printed figure is never cut: what became of it
is told as a change of value, and its reference stays.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from reportgen.report.clauses import is_marked, paired
from reportgen.report.model.address import NOWHERE, Address
from reportgen.report.prose import CLOSE, OPEN
from reportgen.roundtrip.printed import PrintedParagraph, PrintedSpan
from reportgen.text.diff import Match, Unit, changes, match_units, units


@dataclass(frozen=True, slots=True)
class Fragment:
    """A stretch of an edited paragraph: ``shown`` there, ``raw`` in the YAML; ``owner`` is the sentence it belongs to.

    ``old`` is the printed paragraph it was kept from (-1: typed), ``template`` whether it was the template's, ``kept``
    how many characters were kept, ``piece`` the printed piece.
    """

    shown: str
    raw: str
    owner: Address = NOWHERE
    old: int = -1
    template: bool = False
    kept: int = 0
    piece: PrintedSpan | None = None


@dataclass(frozen=True, slots=True)
class ValueChange:
    """What became of one printed value: ``new`` is empty where it was deleted; ``old_paragraph`` counts printed ones."""

    piece: PrintedSpan
    old_paragraph: int
    old: str
    new: str
    new_paragraph: int = -1


@dataclass(frozen=True, slots=True)
class TemplateChange:
    """Text of the template that reads otherwise now."""

    old_paragraph: int
    piece: PrintedSpan
    old: str
    new: str
    new_paragraph: int = -1


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """The edited paragraphs in fragments, and what happened to printed values and to the template's text."""

    paragraphs: tuple[tuple[Fragment, ...], ...]
    values: tuple[ValueChange, ...]
    template: tuple[TemplateChange, ...]


@dataclass(slots=True, eq=False)
class _Cut:
    """A piece, or the part of it that lies in one match, and its text in the edited paragraph; whether it has the piece's
    beginning and its end.  ``torn`` is one that lost a part of itself in one stretch with words beside it."""

    piece: PrintedSpan
    paragraph: int
    start: int
    end: int
    old: str
    new: str = ""
    kept: int = 0
    before: str = ""
    opens: bool = False
    closes: bool = False
    torn: bool = False


def rebuild(
    old: Sequence[PrintedParagraph], raw: Mapping[Address, str], new: Sequence[str],
    homes: Mapping[int, int] | None = None, placed: Container[int] = (),
) -> Rebuilt:  # fmt: skip
    """Everything that became of the printed paragraphs; ``raw`` is the value of each sentence in the YAML.  An edited paragraph of
    ``homes`` became of the printed one there, whatever it says; those that are ``placed`` became nothing else."""
    mine, theirs = units([paragraph.text for paragraph in old]), units(new)
    homes = homes or {}
    known = list(_in_place(mine, theirs, homes))
    left, come = [unit for unit in mine if unit.paragraph not in placed], [unit for unit in theirs if unit.paragraph not in homes]
    matches = sorted([*known, *match_units(left, come)], key=lambda match: (match.new[0].paragraph, match.new[0].start))
    return _Rebuilding(old, raw, new).run(matches, mine, theirs)


def _in_place(mine: Sequence[Unit], theirs: Sequence[Unit], homes: Mapping[int, int]) -> Iterator[Match]:
    """The whole of each paragraph that became the whole of another."""
    held: dict[int, list[Unit]] = {}
    for unit in mine if homes else ():
        held.setdefault(unit.paragraph, []).append(unit)
    for number, group in groupby(theirs, key=lambda unit: unit.paragraph):
        if number in homes:
            yield Match(tuple(held[homes[number]]), tuple(group))


@dataclass(slots=True, eq=False)
class _Rebuilding:
    old: Sequence[PrintedParagraph]
    raw: Mapping[Address, str]
    new: Sequence[str]
    placed: list[tuple[int, int, int, Fragment]] = field(default_factory=list)
    values: list[ValueChange] = field(default_factory=list)
    template: list[TemplateChange] = field(default_factory=list)
    silent: _Unprinted = field(init=False)
    pending: dict[Address, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.silent = _Unprinted.of(self.old, self.raw)

    def run(self, matches: Sequence[Match], mine: Sequence[Unit], theirs: Sequence[Unit]) -> Rebuilt:
        for match in matches:
            self._match(match)
        taken = {unit for match in matches for unit in match.new}
        for unit in theirs:
            if unit not in taken:
                self._place(Fragment(unit.text, escaped(unit.text)), unit.paragraph, unit.start)
        gone = {unit for match in matches for unit in match.old}
        for unit in mine:
            if unit not in gone:
                self._deleted(unit)
        self.placed.sort(key=lambda entry: entry[:3])
        self._settle()
        rows: list[list[Fragment]] = [[] for _ in self.new]
        for number, _, _, fragment in self.placed:
            rows[number].append(fragment)
        return Rebuilt(tuple(tuple(row) for row in rows), tuple(self.values), tuple(self.template))

    def _place(self, fragment: Fragment, paragraph: int, start: int) -> None:
        self.placed.append((paragraph, start, len(self.placed), fragment))

    def _settle(self) -> None:
        """What printed nothing and lost the words that it stood by goes behind the last words of its sentence that are left."""
        for at in range(len(self.placed) - 1, -1, -1):
            number, start, order, fragment = self.placed[at]
            if words := self.pending.pop(fragment.owner, ""):
                self.placed[at] = (number, start, order, replace(fragment, raw=fragment.raw + words))

    def _around(self, cut: _Cut, raw: str) -> str:
        """Words of a sentence with what stands beside them in the YAML and printed nothing."""
        before, after = self.silent.beside(cut)
        waiting = self.pending.pop(cut.piece.path, "") if cut.piece.path else ""
        return f"{waiting}{before}{raw}{after}"

    def _deleted(self, unit: Unit) -> None:
        cuts = list(self._cuts(unit, 0))
        for cut in cuts:
            if cut.piece.is_value and cut.piece.start >= unit.start:
                self.values.append(ValueChange(cut.piece, unit.paragraph, cut.old, ""))
        if not any(cut.piece.path for cut in cuts):
            self.template.append(TemplateChange(unit.paragraph, cuts[0].piece, unit.text, ""))

    def _cuts(self, unit: Unit, shift: int) -> Iterator[_Cut]:
        """The pieces of a printed unit, with offsets in the text of the match."""
        pieces, at = self.old[unit.paragraph].pieces, shift - unit.start
        for number in range(bisect_right(pieces, unit.start, key=lambda piece: piece.end), len(pieces)):
            piece = pieces[number]
            if piece.start >= unit.end:
                break
            start, end = max(piece.start, unit.start), min(piece.end, unit.end)
            if start < end:
                yield _Cut(
                    piece, unit.paragraph, start + at, end + at, unit.text[start - unit.start : end - unit.start],
                    opens=start == piece.start, closes=end == piece.end,
                )  # fmt: skip

    def _match(self, match: Match) -> None:
        cuts: list[_Cut] = []
        length = 0
        for unit in match.old:
            cuts += self._cuts(unit, length)
            length += len(unit.text)
        if _is_kept(match):
            self._kept(cuts, match.new[0])
            return
        before, after = "".join(unit.text for unit in match.old), "".join(unit.text for unit in match.new)
        trailing = _fill(cuts, before, after) if before != after else _as_was(cuts)
        position = _Position(match.new)
        for number, cut in enumerate(cuts):
            if cut.before and cut.piece.is_template and (not number or cuts[number - 1].piece.is_template):
                cut.new = cut.before + cut.new
            elif cut.before:
                owner = _owner(cuts[number - 1].piece if number else None, cut.piece)
                self._typed(cut.before, owner, position)
            if (
                cut.piece.is_value
                and cut.new not in ("", cut.old)
                and not _is_held(cuts, number, trailing, match.moved)
            ):
                self._let_go(cut, position)
            else:
                self._cut(cut, position)
        if trailing:
            self._typed(trailing, _owner(cuts[-1].piece, None), position)

    def _kept(self, cuts: Sequence[_Cut], new: Unit) -> None:
        """A sentence that reads as it was printed: what ``_cut`` makes of each piece of it, without asking what became of it."""
        for cut in cuts:
            piece, raw = cut.piece, cut.old
            if piece.is_value:
                raw = self._reference(cut)
            raw = self._around(cut, raw)
            template = piece.is_template or (piece.is_value and not piece.path)
            fragment = Fragment(cut.old, raw, piece.path, cut.paragraph, template, len(cut.old), piece)
            self._place(fragment, new.paragraph, new.start + cut.start)

    def _typed(self, text: str, owner: Address, position: _Position) -> None:
        for part, paragraph, start in position.take(text):
            self._place(Fragment(part, escaped(part), owner), paragraph, start)

    def _cut(self, cut: _Cut, position: _Position) -> None:
        piece, paragraph = cut.piece, cut.paragraph
        if piece.is_value:
            self._value(cut, position)
            return
        begun = (position.start, position.paragraph)
        if not cut.new:
            self._let_wait(cut)
        for part, new_paragraph, start in position.take(cut.new) if cut.new else ():
            text = part if piece.is_template or cut.new == cut.old else escaped(part)
            if (start, new_paragraph) == begun:
                text = self._around(cut, text)
            fragment = Fragment(part, text, piece.path, paragraph, piece.is_template, min(cut.kept, len(part)), piece)
            self._place(fragment, new_paragraph, start)
        if piece.is_template and cut.new != cut.old:
            self.template.append(TemplateChange(paragraph, piece, cut.old, cut.new, position.paragraph))

    def _let_wait(self, cut: _Cut) -> None:
        """What stood beside words that were deleted stays in the sentence."""
        if words := "".join(self.silent.beside(cut)):
            self.pending[cut.piece.path] = self.pending.get(cut.piece.path, "") + words

    def _let_go(self, cut: _Cut, position: _Position) -> None:
        """A value that changed together with the words around it is another figure: what was typed is text."""
        self.values.append(ValueChange(cut.piece, cut.paragraph, cut.old, ""))
        self._typed(cut.new, cut.piece.path, position)

    def _value(self, cut: _Cut, position: _Position) -> None:
        piece = cut.piece
        paragraph, start = position.paragraph, position.start
        position.skip(len(cut.new))
        if cut.new != cut.old:
            self.values.append(ValueChange(piece, cut.paragraph, cut.old, cut.new, paragraph))
        if not cut.new:
            self._let_wait(cut)
            return
        raw = self._around(cut, self._reference(cut))
        fragment = Fragment(cut.new, raw, piece.path, cut.paragraph, not piece.path, len(cut.new), piece)
        self._place(fragment, paragraph, start)


    def _reference(self, cut: _Cut) -> str:
        """The reference that printed a value, with the beginning of what it printed."""
        piece, text = cut.piece, self.old[cut.paragraph].text
        first = cut.old == text[piece.start : piece.end] or cut.old.startswith(text[piece.start : piece.start + 1])
        return self.raw.get(piece.path, "")[piece.first : piece.last] if first else ""


@dataclass(frozen=True, slots=True)
class _Unprinted:
    """What of a sentence prints nothing, with the piece that it stands beside: clauses that were left out, and their marks."""

    before: Mapping[PrintedSpan, str]
    after: Mapping[PrintedSpan, str]

    @classmethod
    def of(cls, old: Sequence[PrintedParagraph], raw: Mapping[Address, str]) -> _Unprinted:
        before: dict[PrintedSpan, str] = {}
        after: dict[PrintedSpan, str] = {}
        marked = {path for path, text in raw.items() if is_marked(text)}
        for paragraph in old if marked else ():
            if marked.isdisjoint([piece.path for piece in paragraph.pieces]):
                continue
            reached: dict[Address, int] = {}
            for piece in paragraph.pieces:
                text = raw.get(piece.path, "") if piece.path else ""
                if not is_marked(text):
                    continue
                if is_marked(words := text[reached.get(piece.path, 0) : piece.first]):
                    before[piece] = words
                reached[piece.path] = piece.last
                after[piece] = text[piece.last :]
            last = {piece.path: piece for piece in paragraph.pieces}
            after = {piece: words for piece, words in after.items() if last.get(piece.path, piece) is piece and is_marked(words)}
        return cls(before, after)

    def beside(self, cut: _Cut) -> tuple[str, str]:
        """What stands before and after the piece that a cut is the beginning, or the end, of."""
        if not self.before and not self.after:
            return "", ""
        return self.before.get(cut.piece, "") if cut.opens else "", self.after.get(cut.piece, "") if cut.closes else ""


class _Position:
    """Where in the edited paragraphs the next character of a match stands."""

    def __init__(self, new: Sequence[Unit]) -> None:
        self.units = list(new)
        self.at = 0

    @property
    def paragraph(self) -> int:
        return self.units[0].paragraph

    @property
    def start(self) -> int:
        return self.units[0].start + self.at

    def skip(self, length: int) -> None:
        """Passes over characters, into the next unit where one ends."""
        self.at += length
        while len(self.units) > 1 and self.at >= len(self.units[0].text):
            self.at -= len(self.units[0].text)
            self.units.pop(0)

    def take(self, text: str) -> Iterator[tuple[str, int, int]]:
        """The text, in parts if it reaches over into another paragraph."""
        while text:
            here = len(text)
            if len(self.units) > 1:
                here = min(here, len(self.units[0].text) - self.at)
            part, paragraph, start = text[:here], self.paragraph, self.start
            self.skip(here)
            text = text[here:]
            yield part, paragraph, start


def _is_kept(match: Match) -> bool:
    """Whether one sentence is still that sentence, word for word."""
    return len(match.old) == len(match.new) == 1 and match.old[0].text == match.new[0].text


def _fill(cuts: Sequence[_Cut], old: str, new: str) -> str:
    """Gives each cut its text in the edited paragraph; gives back what was typed after the last."""
    at = 0
    trailing = ""
    for a, b, c, d in [*changes(old, new), (len(old), len(old), len(new), len(new))]:
        for cut in cuts:
            start, end = max(cut.start, at), min(cut.end, a)
            if start < end:
                cut.new += old[start:end]
                cut.kept += end - start
        covered = [cut for cut in cuts if cut.start < b and cut.end > a]
        for cut in covered if len(covered) > 1 else ():
            cut.torn = cut.torn or cut.start < a or cut.end > b
        text = new[c:d]
        if covered:
            _chosen(covered, text).new += text
        elif text:
            following = next((cut for cut in cuts if cut.start >= a), None)
            if following is not None:
                following.before += text
            else:
                trailing += text
        at = b
    return trailing


def _as_was(cuts: Iterable[_Cut]) -> str:
    """The same for a stretch that nobody changed."""
    for cut in cuts:
        cut.new, cut.kept = cut.old, cut.end - cut.start
    return ""


def _is_held(cuts: Sequence[_Cut], number: int, trailing: str, moved: bool) -> bool:
    """Whether a changed value still stands by a word that it was printed by: 亿元 after it, 投资 before it; in a sentence
    that moved, by both.  Where “减少12个；” became “减少12稳步”, the reference cannot print what is left."""
    cut = cuts[number]
    if cut.torn:
        return False
    left = right = None
    if number:
        before = cuts[number - 1]
        left = not cut.before and before.new[-1:] == before.old[-1:] != ""
    if number + 1 < len(cuts):
        after = cuts[number + 1]
        right = not after.before and after.new[:1] == after.old[:1] != ""
    sides = [side for side in (left, right) if side is not None]
    if not sides:
        return not cut.before and not trailing
    return all(sides) if moved else any(sides)


def _chosen(covered: Sequence[_Cut], text: str) -> _Cut:
    """Which of several pieces a replaced stretch belongs to: prose takes what is typed, a figure only a figure."""
    if len(covered) == 1:
        return covered[0]
    prose = [cut for cut in covered if cut.piece.path and not cut.piece.is_value]
    return (prose or list(covered))[0]


def _owner(left: PrintedSpan | None, right: PrintedSpan | None) -> Address:
    """Whose a text typed between two pieces is: the sentence before it, else the one after it."""
    return next((piece.path for piece in (left, right) if piece is not None and piece.path), NOWHERE)


_ESCAPES = {OPEN: f'{OPEN}"{OPEN}"{CLOSE}', CLOSE: f'{OPEN}"{CLOSE}"{CLOSE}'}


def escaped(text: str) -> str:
    """Typed text as prose: 【 and 】 of the page are not to be read as a reference."""
    if OPEN not in text and CLOSE not in text:
        return text
    return "".join(_ESCAPES.get(char, char) for char in text)


@dataclass(frozen=True, slots=True)
class Item:
    """A sentence of an edited paragraph: a known one (``path``) or a new one; ``raw`` is its value for the YAML."""

    path: Address
    fragments: tuple[Fragment, ...]

    @property
    def raw(self) -> str:
        said = "".join(fragment.raw for fragment in self.fragments)
        return paired(said) if is_marked(said) else said

    @property
    def shown(self) -> str:
        return "".join(fragment.shown for fragment in self.fragments)

    @property
    def kept(self) -> int:
        return sum(fragment.kept for fragment in self.fragments)


def items(fragments: Iterable[Fragment]) -> list[Item]:
    """Neighbouring fragments of one sentence as one item; typed text between two stretches of a sentence is part of it."""
    found: list[Item] = []
    for fragment in fragments:
        before = found[-1] if found else None
        if before is not None and before.path == fragment.owner and not fragment.template:
            found[-1] = replace(before, fragments=(*before.fragments, fragment))
        elif (
            before is not None and not before.path and len(found) > 1 and fragment.owner
            and found[-2].path == fragment.owner and not any(part.template for part in before.fragments)
        ):  # fmt: skip
            held = found[-2]
            found[-2:] = [Item(held.path, (*held.fragments, *before.fragments, fragment))]
        else:
            found.append(Item(fragment.owner, (fragment,)))
    return found
