"""What a YAML file says, with the place of every word: scalars that are never typed, mappings, sequences.

Knows nothing of what the words mean.  ``3.10`` stays ``3.10`` and ``no`` stays ``no``: a figure's written form is a
fact of the report. Places count from 1; offsets count characters of the file's text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import accumulate

from reportgen.problem import TextPlace
from reportgen.value_object import ValueObject

LONGEST_QUOTED = 200
"""Characters of a line that a sentence quotes whole."""
_QUOTED = 80


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class SourceText(ValueObject):
    """The text of one file as it was decoded, its lines for quoting, and the offset at which each begins."""

    file: str
    text: str
    lines: tuple[str, ...]
    starts: tuple[int, ...] = field(repr=False)

    @classmethod
    def of(cls, file: str, text: str) -> SourceText:
        lines = tuple(text.split("\n"))
        starts = accumulate((len(line) + 1 for line in lines[:-1]), initial=0)
        return cls(file, text, lines, tuple(starts))

    def place(self, offset: int) -> TextPlace:
        """The place of a character."""
        offset = min(max(offset, 0), len(self.text))
        line = bisect_right(self.starts, offset) - 1
        return TextPlace(self.file, line + 1, offset - self.starts[line] + 1, _shown(self.lines[line]))


@lru_cache(maxsize=1024)
def _shown(line: str) -> str:
    """A line without the sign that Windows ends it with; one copy for all places in it, since a line may be a whole file."""
    return line.rstrip("\r")


def in_short(line: str) -> str:
    """A line as a sentence can quote it: of a very long one its beginning."""
    plain = line.strip()
    return plain if len(plain) <= LONGEST_QUOTED else f"{plain[:_QUOTED]}…"


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Scalar(ValueObject):
    """A word or text: ``text`` is its value, quotes, escapes and folding undone; ``raw`` is what stands in the file.

    ``style`` is empty for a plain scalar, else ``'``, ``"``, ``|`` or ``>``; ``start`` and ``end`` are offsets of
    ``raw`` in the file.
    """

    text: str
    raw: str
    style: str
    start: int
    end: int
    source: SourceText = field(repr=False, compare=False)

    @property
    def column(self) -> int:
        return self.place().column

    @property
    def quoted(self) -> bool:
        return self.style in ("'", '"')

    @property
    def trimmed(self) -> Scalar:
        """The same without the line ends that a block (| or >) ends with: they belong to YAML, and would print as a line break."""
        return replace(self, text=self.text.rstrip("\n")) if self.style in ("|", ">") else self

    def place(self, offset: int = 0) -> TextPlace:
        """The place of the character ``offset`` of ``text``; ``len(text)`` is the place after the last."""
        at = min(offset, len(self.text))
        return self.source.place(self.start + at if not offset or self.raw == self.text else self._offsets()[at])

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """The offsets in the file of ``text[start:end]``."""
        if self.raw == self.text:
            return self.start + start, self.start + end
        offsets = self._offsets()
        first = offsets[start]
        return first, offsets[end] if end == len(self.text) else max(first, offsets[end])

    def _offsets(self) -> Sequence[int]:
        """For each character of ``text``, and for its end, the offset in the file."""
        return align(self.raw, self.text, self.style, self.start)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Entry(ValueObject):
    """A key and its value."""

    key: Scalar
    value: Node


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class MappingNode(ValueObject):
    """Entries in the order of the file; of equal keys (a problem of its own) the first counts."""

    entries: tuple[Entry, ...]
    start: int
    end: int
    source: SourceText = field(repr=False, compare=False)

    def get(self, name: str) -> Node | None:
        """The value of a key."""
        return next((entry.value for entry in self.entries if entry.key.text == name), None)

    def place(self) -> TextPlace:
        return self.source.place(self.start)

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class SequenceNode(ValueObject):
    """Items in the order of the file."""

    items: tuple[Node, ...]
    start: int
    end: int
    source: SourceText = field(repr=False, compare=False)

    def place(self) -> TextPlace:
        return self.source.place(self.start)

    def __iter__(self) -> Iterator[Node]:
        return iter(self.items)


Node = Scalar | MappingNode | SequenceNode


def newline_of(text: str) -> str:
    """How the lines of a file end, so that a line put into it ends like the others."""
    return "\r\n" if "\r" in text and "\r\n" in text else "\n"  # one sign is looked for at once, two are not


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Document(ValueObject):
    """One YAML file; ``root`` is missing when it is empty or could not be read."""

    root: Node | None
    text: str
    file: str
    encoding: str = "utf-8"

    @property
    def newline(self) -> str:
        return newline_of(self.text)

    @property
    def mapping(self) -> MappingNode | None:
        return self.root if isinstance(self.root, MappingNode) else None


_ESCAPES = {"x": 2, "u": 4, "U": 8}


@lru_cache(maxsize=1)  # a sentence with many references is asked for the place of each
def align(raw: str, text: str, style: str, start: int) -> Sequence[int]:
    """For each character of a scalar's value, and for its end, the offset in the file (YAML 1.1 §4.6, §5: folding,
    escapes)."""
    at = _content_start(raw, style)
    offsets: list[int] = []
    for char in text:
        at = _skip(raw, at, char, style)
        offsets.append(start + min(at, len(raw)))
        at += _length(raw, at, char, style)
    last = len(raw) - 1 if style in ("'", '"') else len(raw.rstrip("\n\r ")) if style in "|>" and style else at
    offsets.append(start + max(min(at, len(raw)), min(last, len(raw)) if style in ("'", '"') else 0))
    return offsets


def _content_start(raw: str, style: str) -> int:
    if style in ("'", '"'):
        return 1
    return raw.find("\n") + 1 if style in ("|", ">") else 0


def _skip(raw: str, at: int, char: str, style: str) -> int:
    """Passes over what stands in the file but not in the value: indentation, folded line ends, escaped line ends."""
    while at < len(raw) and raw[at] != char:
        if style == '"' and raw.startswith("\\\n", at):
            at += 2
        elif raw[at] == "\\" and style == '"':
            return at
        elif raw[at] in " \t\r\n" and not (char == " " and raw[at] in "\r\n"):
            at += 1
        else:
            return at
    return at


def _length(raw: str, at: int, char: str, style: str) -> int:
    """How many characters of the file one character of the value takes."""
    if style == '"' and raw[at : at + 1] == "\\" and at + 1 < len(raw):
        return 2 + _ESCAPES.get(raw[at + 1], 0)
    if style == "'" and raw.startswith("''", at) and char == "'":
        return 2
    if char == " " and raw[at : at + 1] in ("\n", "\r"):
        end = at
        while end < len(raw) and raw[end] in " \t\r\n":
            end += 1
        return end - at
    return 1
