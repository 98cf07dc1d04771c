"""Printed figures and the edited text around them → the figures that what was typed beside them makes part of another number.

Knows no datum.  Where 18.62亿元 became 186200万元, 12家 12+3家 and 345处 3百45处, the digits that stand in the reference's place are not
the figure: written to its datum they would be another one in its unit, and every other place that prints it would be wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportgen.regex import regex
from reportgen.report.checks.figure_finder import unit_at
from reportgen.report.model.address import Address
from reportgen.roundtrip.attribution import Fragment, Rebuilt
from reportgen.roundtrip.figure_diff import Key
from reportgen.roundtrip.printed import PrintedParagraph
from reportgen.text.numbers import usual_unit

_JOINED = r"[\s.．。,，、·:：点+＋\-－−—–~～/／*×\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]{0,3}"
"""What stands within a number, between two that are one, or is not seen."""
_DIGITS, _TIMES, _RAISED, _SIGNED = "0-9０-９", "十百千万亿兆", "½¼¾⁰¹²³⁴-⁹₀-₉", "-－−﹣+＋"
_AHEAD = regex(rf"[{_TIMES}{_RAISED}]+|{_JOINED}[{_DIGITS}]")
_BACK = regex(rf"[{_DIGITS}]{_JOINED}$|[{_SIGNED}{_TIMES}]$")
_LOOSE = "余多来几 \u3000\xa0"
"""What stands between a figure and its unit."""
_DIGIT = regex(f"[{_DIGITS}]")
_SHOWN = 6


@dataclass(frozen=True, slots=True)
class RunOn:
    """A figure that runs on: the place where it was printed, its sentence, and what stands there now (186200万元)."""

    key: Key
    path: Address
    words: str


def run_on(old: Sequence[PrintedParagraph], rebuilt: Rebuilt, new: Sequence[str]) -> tuple[RunOn, ...]:
    """Every printed figure that what somebody typed beside it has made part of another one."""
    found = []
    for number, fragments in enumerate(rebuilt.paragraphs):
        for fragment, start in _figures(fragments):
            assert fragment.piece is not None
            printed, first, last = old[fragment.old].text, fragment.piece.start, fragment.piece.end
            was = _Figure(printed[:first], printed[first:last], printed[last:])
            now = _Figure(new[number][:start], fragment.shown, new[number][start + len(fragment.shown) :])
            if now.is_other(was):
                found.append(RunOn((fragment.old, fragment.piece), fragment.piece.path, now.words))
    return tuple(found)


def beside(old: Sequence[PrintedParagraph], rebuilt: Rebuilt, new: Sequence[str]) -> tuple[tuple[Address, str, str], ...]:
    """Every printed value that was changed together with a sign right beside it (约40家): its sentence, its words then and now."""
    found = []
    for number, fragments in enumerate(rebuilt.paragraphs):
        at = 0
        for fragment in fragments:
            piece, end = fragment.piece, at + len(fragment.shown)
            if piece is not None and piece.is_value:
                was, now = old[fragment.old].text, new[number]
                around = (was[:piece.start][-1:], was[piece.end :][:1]), (now[:at][-1:], now[end:][:1])
                if was[piece.start : piece.end] != fragment.shown and around[0] != around[1]:
                    found.append((piece.path, was[piece.start : piece.end], fragment.shown))
            at = end
    return tuple(found)


def _figures(fragments: Sequence[Fragment]) -> Iterator[tuple[Fragment, int]]:
    """The fragments that are printed values with a digit at one of their ends, and where each begins."""
    at = 0
    for fragment in fragments:
        is_number = bool(_DIGIT.match(fragment.shown[:1]) or _DIGIT.match(fragment.shown[-1:]))
        if fragment.piece is not None and fragment.piece.is_value and is_number:
            yield fragment, at
        at += len(fragment.shown)


@dataclass(frozen=True, slots=True)
class _Figure:
    """A figure and the text of its paragraph before and after it."""

    before: str
    text: str
    after: str

    def is_other(self, was: _Figure) -> bool:
        """Whether it is not the figure that stood there, nor that figure with other digits: it runs on, or has another unit."""
        if (self.back and self.back != was.back) or (self.ahead and self.ahead != was.ahead):
            return True
        return self.text != was.text and self.unit != was.unit and bool(_DIGIT.match(self.text[-1:]))

    @property
    def back(self) -> str:
        """The kind of what runs into it: digits are alike."""
        found = _BACK.search(self.before[-_SHOWN:]) if _DIGIT.match(self.text[:1]) else None
        return _DIGIT.sub("0", found[0]) if found else ""

    @property
    def ahead(self) -> str:
        found = _AHEAD.match(self.after) if _DIGIT.match(self.text[-1:]) else None
        return _DIGIT.sub("0", found[0]) if found else ""

    @property
    def unit(self) -> str:
        after = self.after.lstrip(_LOOSE)
        return usual_unit(unit_at(after, 0))

    @property
    def words(self) -> str:
        """It with what runs on: 186200万元, 12+3家."""
        found = _BACK.search(self.before[-_SHOWN:])
        head = self.before[-_SHOWN:][found.start() :] if found else ""
        return f"{head}{self.text}{self.after[:_SHOWN]}".split("，")[0]
