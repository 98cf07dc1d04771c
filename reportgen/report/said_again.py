"""A report's sentences, and what was said of the report before it → the sentences said, most of them as they were.

Knows no check.  What a sentence prints is a function of its own words, of what the names in it can mean, and of the data that it
was worked out from; none of these knows where in a file it stands.  So of a year that is being worked on a sentence is said anew
when its words or its figures have changed, and else taken up, its references led to the data as they are now.  What has a problem,
or leaves something out, is told with places, and is said each time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from reportgen.memory import Generation, Memory
from reportgen.report.data import Datum
from reportgen.report.dictionary import Path
from reportgen.report.prose import Names, Said, SaidReference, Sentence, print_with_sources
from reportgen.report.quantity import Quantity
from reportgen.value_object import ValueObject

_PLACELESS = (str, int, Decimal, Fraction, Quantity, type(None))
"""Values that know no datum and no place."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class KeptSaying(ValueObject):
    """What a sentence printed, what names could mean then, and the data that it was worked out from as they were; ``data`` are
    the numbers of the references that have a datum for their value."""

    said: Said
    frame: object
    of: tuple[tuple[Path, object], ...]
    data: tuple[int, ...]

    def bound(self, data: Mapping[Path, Datum]) -> Said:
        """The same of data as they are now; it itself where they are the very ones that they were."""
        references = list(self.said.references)
        others = [number for number in self.data if data[references[number].value.path] is not references[number].value]
        if not others:
            return self.said
        for number in others:
            each = references[number]
            now = data[each.value.path]
            references[number] = SaidReference(each.start, each.end, each.first, each.last, each.inner, now)
        return Said(self.said.text, (), self.said.read, (), tuple(references))


class Sayings:
    """What the sentences of a report say, by the names as they are now."""

    def __init__(self, names: Names, memory: Memory) -> None:
        self._names = names
        self._contents = _Contents(names.data, memory.begin("data"))
        self._kept = memory.begin("sentences")

    def said(self, sentence: Sentence) -> Said:
        """The sentence as it prints."""
        key = (sentence.address, sentence.scalar.text, tuple(sorted(sentence.notes.items())) if sentence.notes else ())
        held: KeptSaying | None = self._kept.find(key)
        if held is not None and held.frame is self._contents.frame(self._names) and self._contents.are(held.of):
            return held.bound(self._names.data)
        said, of = print_with_sources(sentence, self._names)
        made = self._made(said, of)
        if made is not None:
            self._kept.keep(key, made)
        return said

    def _made(self, said: Said, of: tuple[Path, ...]) -> KeptSaying | None:
        """What can be taken up the next time."""
        if said.text is None or said.problems or said.absent or said.dropped:
            return None
        now = self._names.data
        data = tuple(number for number, each in enumerate(said.references) if isinstance(each.value, Datum))
        values = [each.value for each in said.references]
        if any(now.get(each.path) is not each if isinstance(each, Datum) else not isinstance(each, _PLACELESS) for each in values):
            return None
        return KeptSaying(said, self._contents.frame(self._names), tuple((path, self._contents.of(path)) for path in of), data)


class _Contents:
    """For each datum, and each group of data, an object that stays the same while nothing about it changes but its place."""

    def __init__(self, data: Mapping[Path, Datum], kept: Generation) -> None:
        self._data = data
        self._kept = kept
        self._known: dict[Path, object] = {}
        self._frame: object = None

    def are(self, contents: tuple[tuple[Path, object], ...]) -> bool:
        """Whether data are still what they were."""
        return all(self.of(path) is content for path, content in contents)

    def of(self, path: Path) -> object:
        """The object of a datum or of a group."""
        found = self._known.get(path)
        if found is None:
            datum = self._data.get(path)
            found = self._known[path] = self._kept.same(path, self._group(path)) if datum is None else self._of_datum(path, datum)
        return found

    def _of_datum(self, path: Path, datum: Datum) -> object:
        """Of the very datum that it was the last time nothing is asked."""
        held = self._kept.find((path,))
        if held is not None and held[0] is datum:
            return self._kept.same(path, held[1])
        found = self._kept.same(path, (_content(datum),))
        self._kept.keep((path,), (datum, found))
        return found

    def frame(self, names: Names) -> object:
        """One for what names can mean: which data there are, in which units, and what else has a name."""
        if self._frame is None:
            made = tuple(self._data), tuple([datum.field.unit for datum in self._data.values()]), tuple(names.more.items())
            self._frame = self._kept.same("", made)
        return self._frame

    def _group(self, path: Path) -> tuple[object, ...]:
        return tuple(self.of(each) for each in self._data if each[: len(path)] == path)


class _Itself:
    """A datum of another year: the same where it is that very one, which is read once."""

    __slots__ = ("_datum",)

    def __init__(self, datum: Datum | None) -> None:
        self._datum = datum

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Itself) and self._datum is other._datum

    def __hash__(self) -> int:
        return hash(type(self))


def _content(datum: Datum | None) -> tuple[object, ...]:
    """All that can be said of a datum, but where it stands."""
    if datum is None:
        return ()
    figures = tuple((each, str(each.value)) if each is not None else None for each in (datum.figure, datum.revised, datum.target))
    return (
        datum.path, datum.field, datum.state, datum.text, figures, datum.items, tuple(datum.notes.items()), _Itself(datum.last),
        _content(datum.rate), datum.known, datum.exact,
    )  # fmt: skip
