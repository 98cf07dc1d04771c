"""Edits that are held to be certain, the input, and the edited text → those that are proven, the input with them written, and the
others with the reason.

Knows neither the command line nor how edits are found.  An edit is proven when it was written in memory, the whole report made
again in memory, and the text then reads at every place either as the official wrote it or as it was printed before, with at least
one place more as the official wrote it, and with no error that forbids a copy and was not there before.  Figures are proven first,
because what is worked out from them changes with them (``consequences``): the text with the new figures is what the other edits are
measured by.  All are tried together, and the text with the new figures alone is then said and not printed (``said_anew``); only
where that fails are the figures printed first, and the edits divided (``division``).

Looking for errors takes as long as printing.  So edits are proven by the text alone, and the errors are looked for in the one input
that is to stay; only where they forbid it, all is proven once more with the errors of each trial (``strict``).  In the same way the
text of before is that of the copy, and printed only where something is refused that might hold with the text as it is now.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate, pairwise

from reportgen.message import NOTHING, Message, say
from reportgen.regex import regex
from reportgen.report.model.address import Address
from reportgen.roundtrip.apply import CannotApply
from reportgen.roundtrip.basis import Basis, Printout
from reportgen.roundtrip.division import Holds, Refused, alone, bundled, divided, sections_of, touch
from reportgen.roundtrip.edits import (
    AddSection,
    Edit,
    Insert,
    InsertParagraph,
    MoveSection,
    SetDatum,
    SetText,
    Step,
)
from reportgen.roundtrip.printed import PrintedParagraph
from reportgen.roundtrip.pulled_input import steps_of, written
from reportgen.roundtrip.said_anew import said_anew
from reportgen.text.diff import changes
from reportgen.text.mixture import MixedStretch, strange, stretches, taken, whole

APART = say("与别的改动挨在一起，分不开；请先写入别的，再回收一次")
OTHERWISE = say("写进去再印一遍，与 Word 里的不一样；请在输入文件里改")
NO_NEARER = say("写进去以后，印出来没有变化；请在输入文件里改")
NOT_PRINTED = say("写进去以后就印不出来了，请在输入文件里改")

TOO_MANY = say("改动太多，一次理不清；写入其余的以后，再回收一次")
MERGED_OTHERWISE = say("输入文件后来也改过，合在一起印出来不是 Word 里的样子；请在输入文件里改")
TORN = say("这个数旁边的字也改了，写不进去；只写数，意思就不是 Word 里的了，所以数和句子都没有写，核对后在输入文件里改")
_OF_THE_TEXT = (OTHERWISE, APART, NO_NEARER, NOT_PRINTED, TOO_MANY)

_MOST_PRINTED = 32
"""How often a report is made again for one proof: some five seconds for a report of 4,000 characters."""
_LEAST_PRINTED, _ORDINARY = 8, 6_000
"""The same for a text of any length, and the length, paragraphs and all, up to which the former holds: each time the whole text
is compared too."""

_FEWEST_PRINTED = 2
"""All edits together, and once those without the odd ones."""

_NUMBER = regex(r"^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d{1,2}[.．](?!\d)|（\d{1,2}）)")
_BETWEEN = regex(r"【[^】]*】|[。；]")
_TELLING = 6
"""So many characters of a sentence are known again in a printed text."""
_PARTING = "，。；\n"
_Slot = tuple[Address, int, int, tuple[Address, ...]]
_Value = tuple[int, str, str, _Slot]


@dataclass(frozen=True, slots=True)
class Proof:
    """The input with what is proven written into it, what that prints, and what became of each edit; ``consequences`` are the
    values that follow from changed figures, by their words before and now, ``derived`` those that are no changed figure
    themselves, with the sentence that prints them; ``trials`` what was printed for it."""

    basis: Basis
    printout: Printout
    proven: tuple[Edit, ...]
    refused: tuple[Edit, ...]
    consequences: frozenset[tuple[str, str]] = frozenset()
    derived: tuple[tuple[str, str, Address], ...] = ()
    trials: Trials | None = field(default=None, compare=False, repr=False)


def prove(edits: Sequence[Edit], basis: Basis, before: Printout, wanted: Sequence[str], looked: int = 0) -> Proof:
    """Proves those of the edits that are certain by themselves; ``before`` is what the input prints, ``wanted`` the edited text.
    Each time that the same copy was ``looked`` through before halves how often its report is made again."""
    trials = Trials(basis, before, max(_FEWEST_PRINTED, _affordable(wanted) >> looked))
    certain = [edit for edit in edits if edit.is_certain]
    proof = _proven(certain, trials, wanted)
    if before.supposed is None or (proof.proven and not proof.refused and not trials.unsure):
        return proof
    now = before.supposed()
    if now.paragraphs == before.paragraphs:
        return proof
    return _proven(certain, replace(trials, before=now, most=trials.most + len(trials.made)), wanted)


def _proven(certain: Sequence[Edit], trials: Trials, wanted: Sequence[str]) -> Proof:
    """The proof by the text alone; where the input could then not be given out, with the errors of each trial."""
    proof = _Proving(trials, wanted).run(certain)
    if not proof.proven or not trials.forbidden(proof.proven):
        return proof
    return _Proving(replace(trials, most=trials.most + len(trials.made)), wanted, strict=True).run(certain)


def _affordable(wanted: Sequence[str]) -> int:
    """How often a report can be made again while somebody waits, for an edited text of this length."""
    length = sum(map(len, wanted)) + 10 * len(wanted)
    return max(_LEAST_PRINTED, min(_MOST_PRINTED, _MOST_PRINTED * _ORDINARY // max(length, 1)))


def refusal(edit: Edit, reason: Message) -> Edit:
    """The edit as it waits."""
    return replace(edit, reason=reason, steps=(), choices=())


@dataclass(slots=True, eq=False)
class Trials:
    """An input with this or that written into it, each printed once; no more of them than can be waited for.  What was
    ``known`` of the same input before is not printed again."""

    basis: Basis
    before: Printout
    most: int = _MOST_PRINTED
    known: Mapping[tuple[Step, ...], tuple[Basis, Printout] | Message] = field(default_factory=dict)
    made: dict[tuple[Step, ...], tuple[Basis, Printout] | Message] = field(default_factory=dict)
    ahead: dict[tuple[Step, ...], tuple[Basis, Printout] | Message] = field(default_factory=dict)
    unsure: bool = False
    """Whether something changed that no edit changes: the text of before may be another than was supposed."""

    def state(self, edits: Sequence[Edit]) -> tuple[Basis, Printout] | Message:
        """The input with some edits and what it prints, or why no copy could be given out."""
        key = tuple(steps_of(edits))
        if not key:
            return self.basis, self.before
        if key not in self.made:
            self.made[key] = TOO_MANY if len(self.made) >= self.most else self._known(key) or self.looked_ahead(edits)
        return self.made[key]

    def looked_ahead(self, edits: Sequence[Edit]) -> tuple[Basis, Printout] | Message:
        """The same of a state that may turn out not to be wanted: it counts as printed when it is asked for."""
        key = tuple(steps_of(edits))
        if key not in self.ahead:
            self.ahead[key] = self._written(edits)
        return self.ahead[key]

    def _known(self, key: tuple[Step, ...]) -> tuple[Basis, Printout] | None:
        """What was printed before; a refusal of then may have been for want of time."""
        found = self.known.get(key)
        return None if isinstance(found, Message) else found

    def _written(self, edits: Sequence[Edit]) -> tuple[Basis, Printout] | Message:
        try:
            basis = written(self.basis, edits)
        except CannotApply as fault:
            return fault.message
        printout = basis.printed()
        return NOT_PRINTED if printout is None else (basis, printout)

    def forbidden(self, edits: Sequence[Edit]) -> Message:
        """Why no copy of the input with some edits could be given out, nothing where one could."""
        state = self.state(edits)
        return state if isinstance(state, Message) else _forbidden(self.before, state[1])

    def allowed(self, edits: Sequence[Edit]) -> tuple[Basis, Printout] | Message:
        """The input with some edits and what it prints, of which a copy could be given out."""
        return self.forbidden(edits) or self.state(edits)

    def sound(self, good: Sequence[Edit], group: Sequence[Edit], least: int) -> Message:
        """Whether a copy can still be given out; more is not asked of an answer that somebody chose."""
        del least
        return self.forbidden([*good, *group])


@dataclass(slots=True, eq=False)
class _Proving:
    """``middle`` is what the input prints with the new figures, ``parts`` that text against the edited one, ``taken`` the places
    that an input known to hold has of it; ``strict`` looks for the errors of each trial."""

    trials: Trials
    wanted: Sequence[str]
    strict: bool = False
    middle: Printout = field(init=False)
    parts: tuple[MixedStretch, ...] = ()
    places: dict[Printout, tuple[int, ...] | None] = field(default_factory=dict)

    def run(self, edits: Sequence[Edit]) -> Proof:
        answers = [edit for edit in edits if edit.answered]
        figures = [edit for edit in edits if _is_figure(edit) and not edit.answered]
        others = [edit for edit in edits if not _is_figure(edit) and not edit.answered]
        bundles = bundled(others)
        good, refused = self._at_once(figures, bundles) or self._by_turns(figures, bundles)
        good, bad = divided(good, alone(answers), self.trials.sound)
        if torn := list(self._torn(good, refused)):
            return self._without(edits, torn)
        waiting = tuple(refusal(*each) for each in (*refused, *bad))
        follows = frozenset((old, new) for _, old, new, _ in _differing(self.trials.before, self.middle) or ())
        return Proof(*self._known(good), tuple(good), waiting, follows, trials=self.trials)

    def _torn(self, good: Sequence[Edit], refused: Refused) -> Iterator[tuple[Edit, Edit, Message]]:
        """Figures that hold, each with an edit of words in its clause that would forbid a copy: 增长6.8% made 下降2.1%, and the figure
        taken alone would print 增长2.1%, which nobody wrote."""
        for edit, reason in refused:
            for step in edit.steps if reason not in _OF_THE_TEXT else ():
                near = set(self._beside(step)) if isinstance(step, SetText) else set()
                yield from ((each, edit, reason) for each in good if _is_figure(each) and not near.isdisjoint(_origins(each)))

    def _beside(self, step: SetText) -> Iterator[Address]:
        """The data that are printed in the clauses of a sentence in which it is worded otherwise."""
        differing = changes(step.old, step.new)
        for paragraph in self.middle.paragraphs:
            for piece in paragraph.pieces:
                if piece.path == step.path and piece.is_value:
                    start, end = _clause_at(step.old, piece.first, piece.last)
                    if any(a <= end and start <= b for a, b, *_ in differing):
                        yield from piece.data

    def _without(self, edits: Sequence[Edit], torn: Sequence[tuple[Edit, Edit, Message]]) -> Proof:
        """The proof of the others; what is torn waits, figures and words."""
        left = [edit for edit in edits if not any(edit in pair[:2] for pair in torn)]
        figures = dict.fromkeys(figure for figure, *_ in torn)
        words = {edit: reason for _, edit, reason in torn}
        proof = self.run(left)
        waiting = (*(refusal(each, TORN) for each in figures), *(refusal(*each) for each in words.items()))
        return replace(proof, refused=(*proof.refused, *waiting))

    def _by_turns(self, figures: Sequence[Edit], bundles: Sequence[Sequence[Edit]]) -> tuple[list[Edit], Refused]:
        """The figures first, then the others: those that hold and those that do not."""
        good, refused = divided([], alone(figures), self._judged(self._figures_hold), self._doubtful_figures)
        self._measure_by(self._known(good)[1])
        good, more = divided(good, bundles, self._judged(self._texts_hold), self._doubtful_texts)
        good, more = self._together(good, more)
        return good, [*refused, *more]

    def _at_once(self, figures: Sequence[Edit], bundles: Sequence[Sequence[Edit]]) -> tuple[list[Edit], Refused] | None:
        """All edits, where they hold together; nothing where that has to be looked at by turns.  The text with the figures alone is
        then not printed: it only tells the sentences that print them from all others, and these are said."""
        both = [*figures, *(edit for bundle in bundles for edit in bundle)]
        if self.strict or not figures or not bundles:
            return None
        state = self.trials.looked_ahead(both)
        if isinstance(state, Message):
            return None
        before = self.trials.before
        paragraphs = said_anew(before.paragraphs, self.trials.basis.report, state[0].report)
        if paragraphs is None:
            return None
        middle = Printout(paragraphs, before.faults)
        if self._figures_read(middle, figures, figures):
            return None
        self._measure_by(middle)
        return None if self._texts_read(state[1], middle, len(bundles)) else (both, [])

    def _measure_by(self, middle: Printout) -> None:
        """The text with the new figures is what the other edits are measured by."""
        self.middle, self.places = middle, {}
        self.parts = stretches(*map(_unnumbered, (middle.texts, self.wanted, self.trials.before.texts)))

    def _known(self, good: Sequence[Edit]) -> tuple[Basis, Printout]:
        """The input with edits that have been found to hold."""
        state = self.trials.state(good)
        return (self.trials.basis, self.trials.before) if isinstance(state, Message) else state

    def _state(self, edits: Sequence[Edit]) -> tuple[Basis, Printout] | Message:
        return self.trials.allowed(edits) if self.strict else self.trials.state(edits)

    def _judged(self, holds: Holds) -> Holds:
        """The same question; of one edit alone that does not hold, an error that it makes is said first."""

        def judged(good: Sequence[Edit], group: Sequence[Edit], least: int) -> Message:
            reason = holds(good, group, least)
            return (len(group) == 1 and reason and self.trials.forbidden([*good, *group])) or reason

        return judged

    def _together(
        self, good: list[Edit], refused: list[tuple[Edit, Message]]
    ) -> tuple[list[Edit], list[tuple[Edit, Message]]]:
        """Edits that hold only with one another: all that are left, or neighbours."""
        left = [pair for pair in refused if pair[1] in (OTHERWISE, APART)]
        groups = [left] if len(left) < 3 else [left, *(list(pair) for pair in pairwise(left))]
        for group in groups:
            members = [edit for edit, _ in group]
            held = any(edit in good for edit in members)
            if len(group) > 1 and not held and not self._texts_hold(good, members, 1):
                good = [*good, *members]
        return good, [pair for pair in refused if pair[0] not in good]

    def _doubtful_figures(self, good: Sequence[Edit], group: Sequence[Edit]) -> Collection[Edit]:
        """Those figures from which a value is printed that is not what the official wrote."""
        state = self._state([*good, *group])
        if isinstance(state, Message):
            return ()
        changed = _differing(self.trials.before, state[1]) or ()
        shown = _Shown(state[1].texts, self.wanted)
        origins = {origin for each in changed if not shown.has(each) for origin in each[3][3]}
        return [
            edit for edit in group if any(isinstance(step, SetDatum) and step.origin in origins for step in edit.steps)
        ]

    def _doubtful_texts(self, good: Sequence[Edit], group: Sequence[Edit]) -> Collection[Edit]:
        """Those edits in whose sections the text reads neither as it was printed nor as the official wrote it."""
        state = self._state([*good, *group])
        if isinstance(state, Message):
            return ()
        text = whole(_unnumbered(state[1].texts))
        found = strange(self.parts, text)
        odd = set(_sections(self.middle, [(one.first, one.last) for one in found if one.first < one.last]))
        words = "\n".join(text[one.start : one.end] for one in found)
        near = [edit for edit in group if touch(sections_of(edit), odd) or any(self._put(edit, words, all))]
        return near or [edit for edit in group if any(self._put(edit, words, any))]

    def _put(self, edit: Edit, words: str, much: Callable[[Iterable[bool]], bool]) -> Iterator[bool]:
        """Whether the sentences that an edit puts somewhere stand in some words, each ``much`` of it.  In a text with new sections
        in it an address says nothing, words do."""
        for step in edit.steps:
            for text in self._texts(step):
                parts = [part for part in _BETWEEN.split(text) if len(part) >= _TELLING]
                yield bool(parts) and much(part in words for part in parts)

    def _texts(self, step: Step) -> Iterable[str]:
        """The sentences that a step puts somewhere, as they stand in the input or are printed."""
        if isinstance(step, MoveSection):
            held = self.middle.paragraphs
            return [each.text for each in held if any(path.within(step.path) for path in each.sentences)]
        if isinstance(step, AddSection):
            return step.section.words
        if isinstance(step, InsertParagraph):
            return step.texts
        return [step.text] if isinstance(step, Insert) else [step.new] if isinstance(step, SetText) else ()

    def _figures_hold(self, good: Sequence[Edit], group: Sequence[Edit], least: int) -> Message:
        """Whether figures alone read otherwise, and where a changed figure itself is printed, as the official wrote it."""
        del least
        state = self._state([*good, *group])
        return state if isinstance(state, Message) else self._figures_read(state[1], [*good, *group], group)

    def _figures_read(self, printout: Printout, figures: Sequence[Edit], group: Sequence[Edit]) -> Message:
        """The same of what is printed with all ``figures``; those of ``group`` have to be seen in it."""
        changed = _differing(self.trials.before, printout)
        if changed is None:
            return OTHERWISE
        self.trials.unsure = self.trials.unsure or not _is_of(changed, figures)
        shown = _Shown(printout.texts, self.wanted)
        themselves = _themselves(figures)
        if any(any((origin, each[1]) in themselves for origin in each[3][3]) and not shown.has(each) for each in changed):
            return OTHERWISE
        if all(any(edit.new in each[2] and shown.has(each) for each in changed) for edit in group):
            return NOTHING
        return OTHERWISE if changed else NO_NEARER

    def _texts_hold(self, good: Sequence[Edit], group: Sequence[Edit], least: int) -> Message:
        """Whether the text is a mixture of what was printed and what the official wrote, nearer to the second by as many places."""
        state, known = self._state([*good, *group]), self._known(good)
        return state if isinstance(state, Message) else self._texts_read(state[1], known[1], least)

    def _texts_read(self, printout: Printout, known: Printout, least: int) -> Message:
        """The same of what is printed, against what was known to hold."""
        if printout.texts == known.texts:
            return NO_NEARER
        now, then = self._taken(printout), self._taken(known)
        if now is None or then is None:
            return OTHERWISE
        if _unnumbered(printout.texts) == _unnumbered(self.wanted) or len(now) - len(then) >= least:
            return NOTHING
        return APART

    def _taken(self, printout: Printout) -> tuple[int, ...] | None:
        """The places of ``parts`` that a printed text has as the official wrote them."""
        if printout not in self.places:
            self.places[printout] = taken(self.parts, whole(_unnumbered(printout.texts)))
        return self.places[printout]


def carry_proof(edits: Sequence[Edit], then: Trials, now: Trials) -> Proof:
    """Proves edits that were proven on the input as it was (``before`` their steps there) on the input as it is now: the same words
    of the prose come and go."""

    def holds(good: Sequence[Edit], group: Sequence[Edit], _: int) -> Message:
        both = [*good, *group]
        state = now.allowed(both)
        past = then.allowed([replace(edit, steps=edit.before) for edit in both])
        if isinstance(state, Message) or isinstance(past, Message):
            return state if isinstance(state, Message) else OTHERWISE
        return NOTHING if net_change(now.before, state[1]) == net_change(then.before, past[1]) else MERGED_OTHERWISE

    good, refused = divided([], bundled([edit for edit in edits if not edit.answered]), holds)
    good, bad = divided(good, alone([edit for edit in edits if edit.answered]), now.sound)
    state = now.state(good)
    made = (now.basis, now.before) if isinstance(state, Message) else state
    waiting = tuple(refusal(*each) for each in (*refused, *bad))
    return Proof(*made, tuple(good), waiting, derived=tuple(_derived(now, [edit for edit in good if _is_figure(edit)])))


def _derived(now: Trials, figures: Sequence[Edit]) -> Iterator[tuple[str, str, Address]]:
    """The values that follow from changed figures and are none of them: their words before and now, and their sentence."""
    state = now.state(figures)
    if isinstance(state, Message):
        return
    themselves = _themselves(figures)
    for _, old, new, slot in _differing(now.before, state[1]) or ():
        if not any((origin, old) in themselves for origin in slot[3]):
            yield old, new, slot[0]


def _is_of(changed: Sequence[_Value], figures: Iterable[Edit]) -> bool:
    """Whether all values that changed are made of some figures."""
    origins = {step.origin for edit in figures for step in edit.steps if isinstance(step, SetDatum)}
    return all(not origins.isdisjoint(each[3][3]) for each in changed)


def _themselves(figures: Iterable[Edit]) -> set[tuple[Address, str]]:
    """The changed figures, each with the words it had."""
    return {(step.origin, step.old) for edit in figures for step in edit.steps if isinstance(step, SetDatum)}


def _unnumbered(paragraphs: Sequence[str]) -> list[str]:
    """The paragraphs without the numbers before headings: the template counts anew, whoever moved a part may have left them."""
    return [_NUMBER.sub("", text) for text in paragraphs]


@dataclass(slots=True, eq=False)
class _Shown:
    """Which values of a printed text the official's text has too: with the words around them, or else at their place, for which
    the two texts are set against each other."""

    printed: Sequence[str]
    wanted: Sequence[str]
    texts: tuple[str, str] = field(init=False)
    same: list[tuple[int, int]] | None = None

    def __post_init__(self) -> None:
        self.texts = whole(self.printed), whole(self.wanted)

    def has(self, value: _Value) -> bool:
        start, end = value[0], value[0] + len(value[2])
        if _clause(self.texts[0], start, end) in self.texts[1]:
            return True
        if self.same is None:
            self.same = [(part.start, part.end) for part in stretches(self.printed, self.wanted) if not part.differs]
        return any(first <= start and end <= last for first, last in self.same)


def _clause(text: str, start: int, end: int) -> str:
    """The words around a stretch, from a sign that parts clauses to the next, with as many clauses before it as make it telling."""
    last = min((at for sign in _PARTING if (at := text.find(sign, end)) >= 0), default=len(text))
    first = start
    while first > 0 and (start - first) + (last - end) < _TELLING:
        first = max(text.rfind(sign, 0, first - 1) for sign in _PARTING) + 1
    return text[first:last]


def _clause_at(text: str, start: int, end: int) -> tuple[int, int]:
    """The clause of a sentence in which a stretch stands, from one sign that parts clauses to the next."""
    last = min((at for sign in _PARTING if (at := text.find(sign, end)) >= 0), default=len(text))
    return max(text.rfind(sign, 0, start) for sign in _PARTING) + 1, last


def _sections(printout: Printout, stretches: Iterable[tuple[int, int]]) -> Iterator[Address]:
    """The sections whose sentences stand in the paragraphs that some stretches of the text without numbers touch."""
    starts = [0, *accumulate(len(text) + 1 for text in _unnumbered(printout.texts))]
    for start, end in stretches:
        for number in range(
            bisect_right(starts, start) - 1, min(bisect_right(starts, end - 1), len(printout.paragraphs))
        ):
            yield from (path.section for path in printout.paragraphs[number].sentences)


def _origins(edit: Edit) -> list[Address]:
    """The data that an edit sets."""
    return [step.origin for step in edit.steps if isinstance(step, SetDatum)]


def _is_figure(edit: Edit) -> bool:
    return all(isinstance(step, SetDatum) for step in edit.steps)


def _forbidden(before: Printout, now: Printout) -> Message:
    """Why no copy can be given out that could be given out before, nothing where none is forbidden."""
    found = now.faults()
    if not found:
        return NOT_PRINTED if found is None else NOTHING
    fresh = Counter(fault.code for fault in found) - Counter(fault.code for fault in before.faults() or ())
    code = next(iter(fresh), None)
    told = {fault.code: fault.message for fault in found}
    return say("写进去以后就出不了稿：{fault}", fault=told[code]) if code is not None else NOTHING


def _differing(before: Printout, now: Printout) -> list[_Value] | None:
    """The values that are printed otherwise, each with its place in the text as it is now, its words before and now; None where
    more differs than values."""
    if len(before.paragraphs) != len(now.paragraphs):
        return None
    found: list[_Value] = []
    at = 0
    for one, other in zip(before.paragraphs, now.paragraphs, strict=True):
        if one is other or one == other:
            at += len(other.text) + 1
            continue
        mine, theirs = list(_slots(one)), list(_slots(other))
        if [slot for slot, *_ in mine] != [slot for slot, *_ in theirs]:
            return None
        for (slot, _, old), (_, start, new) in zip(mine, theirs, strict=True):
            if old != new:
                if not slot[3]:
                    return None
                found.append((at + start, old, new, slot))
        at += len(other.text) + 1
    return found


def _slots(paragraph: PrintedParagraph) -> Iterator[tuple[_Slot, int, str]]:
    """The pieces of a paragraph, those of one reference as one: what each is of, where it begins, its words."""
    held: tuple[_Slot, int, int] | None = None
    for piece in paragraph.pieces:
        slot = (piece.path, piece.first, piece.last, tuple(sorted(set(piece.data), key=str)))
        if held is not None and piece.is_value and held[0][3] and held[0][:3] == slot[:3] and piece.path:
            held = ((*slot[:3], tuple(sorted({*held[0][3], *slot[3]}, key=str))), held[1], piece.end)
            continue
        if held is not None:
            yield held[0], held[1], paragraph.text[held[1] : held[2]]
        held = (slot, piece.start, piece.end)
    if held is not None:
        yield held[0], held[1], paragraph.text[held[1] : held[2]]


def net_change(before: Printout, now: Printout) -> Mapping[str, int]:
    """Which characters of the prose came and went, wherever they stand."""
    found: dict[str, int] = {}
    for printout, sign in ((before, -1), (now, 1)):
        for paragraph in printout.paragraphs:
            for piece in paragraph.pieces:
                if not piece.is_value:
                    for char in paragraph.text[piece.start : piece.end]:
                        found[char] = found.get(char, 0) + sign
    return {char: count for char, count in found.items() if count}
