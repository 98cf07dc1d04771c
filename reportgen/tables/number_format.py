"""A stored number and its number format → the text that a table program shows, and whether that text is the number itself.

Knows no file.  A format (ECMA-376-1:2016, 18.8.31) is cut into pieces once, sign by sign, so that none costs more than its length.
What is not understood (fractions, 〇一二, conditions) is not guessed at: then the text shown is unknown, and the cell is asked about.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from itertools import groupby

LONGEST = 255
"""Most characters of a format in Excel (18.8.30)."""
_GENERAL = ("general", "g/通用格式", "@")
_MOST_SIGNS = 11
_BARE = frozenset(" $-+/():^&'~{}<>=¥￥、，。")
"""Signs that stand for themselves without quotes; so does every sign that is no ASCII."""
_DATED = frozenset("ymdhs")
_COLOURS = dict(
    zip(
        "black blue cyan green magenta red white yellow 黑色 蓝色 蓝绿色 绿色 洋红色 红色 白色 黄色".split(),
        "000000 0000FF 00FFFF 00FF00 FF00FF FF0000 FFFFFF FFFF00".split() * 2,
        strict=True,
    )
)
_NUMBERED = ("000000", "FFFFFF", "FF0000", "00FF00", "0000FF", "FFFF00", "FF00FF", "00FFFF")
"""The first of the colours that a format calls by number."""
_DIGITS = frozenset("0#?")
_BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??", 14: "yyyy/m/d",
    15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy",
    18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm",
    37: "#,##0;-#,##0", 38: "#,##0;[Red]-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;[Red]-#,##0.00",
    41: '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ', 42: '_ $* #,##0_ ;_ $* -#,##0_ ;_ $* "-"_ ;_ @_ ',
    43: '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', 44: '_ $* #,##0.00_ ;_ $* -#,##0.00_ ;_ $* "-"??_ ;_ @_ ',
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
    **dict.fromkeys((27, 36, 50, 52, 57), 'yyyy"年"m"月"'), **dict.fromkeys((28, 29, 51, 53, 54, 58), 'm"月"d"日"'),
    30: "m-d-yy", 31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"',
    **dict.fromkeys((34, 55), '"上午"h"时"mm"分"'), **dict.fromkeys((35, 56), '"上午"h"时"mm"分"ss"秒"'),
}  # fmt: skip
"""Formats that every program has without writing them down; 27 to 36 and 50 to 58 are those of Chinese versions (18.8.30), which
put 57 to what somebody types as 2024年12月, 58 to 12月31日."""


@dataclass(frozen=True, slots=True)
class ShownNumber:
    """What is seen of a number: its text (None where that is not known), whether that says the number as it is stored, and
    the colour that the format gives it."""

    text: str | None
    exact: bool
    ink: str = ""


@dataclass(frozen=True, slots=True)
class _Section:
    """One of the four sections: pieces (``kind`` and text), or nothing where it is not understood."""

    pieces: tuple[tuple[str, str], ...]
    understood: bool = True
    dated: bool = False
    ink: str = ""


def built_in(number: int) -> str:
    """The format of a number that every program knows, or every Chinese one."""
    return _BUILT_IN.get(number, "General")


def is_date(code: str) -> bool:
    """Whether a number in this format is shown as a day or a time."""
    return _sections(code)[0].dated


def parts_of_date(code: str) -> str:
    """Which of year, month and day a format shows: ``ymd``, ``ym``, ``md`` …; ``m`` behind hours or before seconds is minutes, and
    ``e`` a year without leading zeros, as Chinese versions write it beside ``m`` and ``d``."""
    years = (("strange", "e"), ("strange", "E"))
    pieces = (piece for piece in _sections(code)[0].pieces if piece[0] == "dated" or piece in years)
    signs = [sign for sign, _ in groupby("y" if piece in years else piece[1][:1].lower() for piece in pieces)]
    shown = {
        sign
        for before, sign, after in zip(["", *signs], signs, [*signs[1:], ""], strict=False)
        if sign in "ymd" and not (sign == "m" and (before == "h" or after == "s"))
    }
    return "".join(sign for sign in "ymd" if sign in shown)


def exact_number(value: float | int | str) -> Decimal:
    """A stored number to the fifteen digits that table programs calculate with; raises ``ArithmeticError`` for what is none."""
    number = Decimal(value) if isinstance(value, int) else Decimal(format(float(value), ".15g"))
    if not number.is_finite() or abs(number.adjusted()) > 60:
        raise ArithmeticError("no number of a report")
    return number


@lru_cache(maxsize=4096)
def number_shown(exact: Decimal, code: str) -> ShownNumber:
    """The number in a format; where it ``exact`` is, the text has neither separators nor padding, else it is as it is seen."""
    sections = _sections(code)
    section, signed = _chosen(exact, sections)
    if not section.understood or section.dated:
        return ShownNumber(None, exact=False)
    if any(kind == "general" for kind, _ in section.pieces):
        return _general(exact, section, signed)
    shown = _laid_out(exact, section, signed)
    return replace(shown, ink=section.ink) if section.ink else shown


def _general(exact: Decimal, section: _Section, signed: bool) -> ShownNumber:
    """Without a format of its own a number has at most eleven signs: 1/3 is shown with nine digits behind the point.  Beside
    places for digits, which no program writes there, it is not known what is shown."""
    if not _is_worded(section) or [kind for kind, _ in section.pieces].count("general") != 1:
        return ShownNumber(None, exact=False, ink=section.ink)
    whole = len(format(abs(exact), "f").partition(".")[0])
    if whole > _MOST_SIGNS:
        return ShownNumber(None, exact=False, ink=section.ink)
    rounded = abs(exact).quantize(Decimal(1).scaleb(-max(_MOST_SIGNS - 1 - whole, 0)), ROUND_HALF_UP)
    at = [kind for kind, _ in section.pieces].index("general")
    before, after = ("".join(text for _, text in part) for part in (section.pieces[:at], section.pieces[at + 1 :]))
    same = rounded == abs(exact) and not _digits_in(section)
    return replace(_signed(exact, before, _plain(rounded), after, signed, same), ink=section.ink)


def _signed(exact: Decimal, before: str, number: str, after: str, signed: bool, same: bool) -> ShownNumber:
    """A number without its sign between the words of its format: shown as it is, if it is shown below zero where it is; a minus is
    put before it, or stands in the words, where brackets may stand for it."""
    head, tail = before.rstrip(), after.lstrip()
    bracketed = head.endswith(("(", "（")) and tail.startswith((")", "）"))
    worded = bracketed or head.endswith(("-", "－", "−"))
    same = same and signed + worded == (exact < 0)
    if same and worded:
        before, after = f"{head[:-1]}-", tail[1:] if bracketed else after
    return ShownNumber(f"{'-' if signed else ''}{before}{number}{after}".strip(), exact=same)


def _is_worded(section: _Section) -> bool:
    """Whether there are only words around what is shown as it is."""
    return all(kind in ("general", "text") for kind, _ in section.pieces)


def text_shown(text: str, code: str) -> str | None:
    """A text in a format: its fourth section, or the only one that has ``@``; None where that is not known."""
    sections = _sections(code)
    section = (
        sections[3] if len(sections) > 3 else next((one for one in sections if ("general", "@") in one.pieces), None)
    )
    if section is None:
        return text
    if not section.understood or section.dated or not _is_worded(section):
        return None
    return "".join(text if kind == "general" else words for kind, words in section.pieces)


def _chosen(exact: Decimal, sections: tuple[_Section, ...]) -> tuple[_Section, bool]:
    """The section for a number, and whether a minus is put before it."""
    if exact < 0 and len(sections) > 1:
        return sections[1], False
    if not exact and len(sections) > 2:
        return sections[2], False
    return sections[0], exact < 0


def _laid_out(exact: Decimal, section: _Section, signed: bool) -> ShownNumber:
    kinds = [kind for kind, _ in section.pieces]
    if "digit" not in kinds:
        return ShownNumber("".join(text for kind, text in section.pieces if kind == "text").strip(), exact=False)
    if "power" in kinds:
        return _scientific(exact, section)
    first, last = kinds.index("digit"), len(kinds) - 1 - kinds[::-1].index("digit")
    point = kinds.index("point") if "point" in kinds else last + 1
    whole = [number for number in range(first, min(point, last + 1)) if kinds[number] == "digit"]
    scaled = "comma" in kinds[(whole[-1] if whole else first) + 1 : point + 1] or "comma" in kinds[last + 1 :]
    inside = any(kind in ("text", "percent") for kind in kinds[first : last + 1])
    if kinds.count("point") > 1:
        return ShownNumber(None, exact=False)
    factor = Decimal(100) ** kinds.count("percent") / Decimal(1000) ** (
        _scale(kinds, whole, point, last) if scaled else 0
    )
    value = exact * factor
    places = sum(kind == "digit" for kind in kinds[point:])
    rounded = abs(value).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    number = _filled(rounded, section, first, last, point)
    before = "".join(text for kind, text in section.pieces[:first] if kind in ("text", "percent"))
    after = "".join(text for kind, text in section.pieces[last + 1 :] if kind in ("text", "percent"))
    plain = not (scaled or inside or _digits_in(section)) and any(char.isdecimal() for char in number)
    return _signed(exact, before, number, after, signed, plain and rounded == abs(value))


def _scale(kinds: list[str], whole: list[int], point: int, last: int) -> int:
    """How many commas stand behind the last digit: each divides by a thousand."""
    behind = kinds[(whole[-1] if whole else 0) + 1 : point] + kinds[last + 1 :]
    return behind.count("comma")


def _filled(rounded: Decimal, section: _Section, first: int, last: int, point: int) -> str:
    """The digits in their places, from the right in front of the point and from the left behind it."""
    digits, _, fraction = format(rounded, "f").partition(".")
    pieces = section.pieces
    places = [number for number in range(first, min(point, last + 1)) if pieces[number][0] == "digit"]
    digits = digits.lstrip("0").rjust(max(len(places), 0), "\0")
    head = len(digits) - len(places)
    front = digits[:head] if head > 0 and places else digits.strip("\0") if not places else ""
    out = [] if places else [front]  # .00 shows what stands in front of the point all the same
    for number in range(first, min(point, last + 1)):
        kind, text = pieces[number]
        if kind == "digit":
            digit = digits[head + places.index(number)]
            out.append(
                (front if number == places[0] else "") + (digit if digit != "\0" else "0" if text == "0" else "")
            )
        elif kind in ("text", "percent"):
            out.append(text)
    behind = [text for kind, text in pieces[point + 1 : last + 1] if kind == "digit"]
    kept = len(behind)
    while kept and behind[kept - 1] != "0" and fraction[kept - 1 : kept] in ("0", ""):
        kept -= 1
    return "".join(out) + (f".{fraction[:kept]}" if kept else "")


def _scientific(exact: Decimal, section: _Section) -> ShownNumber:
    """Many digits as a power of ten: the number itself where none is lost."""
    kinds = [kind for kind, _ in section.pieces]
    point = kinds.index("point") if "point" in kinds else len(kinds)
    places = sum(kind == "digit" for kind in kinds[point : kinds.index("power")])
    mantissa = exact.scaleb(-exact.adjusted()) if exact else exact
    same = mantissa.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP) == mantissa and set(kinds) <= {
        "digit",
        "point",
        "power",
    }
    return ShownNumber(_plain(exact) if same else f"{exact:.{places}E}", exact=same)


def _plain(exact: Decimal) -> str:
    text = format(exact.normalize(), "f")
    return text.removeprefix("-") if not exact else text


def _digits_in(section: _Section) -> bool:
    """Whether words of the format could be taken for a part of the number."""
    return any(
        kind == "text" and any(char.isdecimal() or char == "." for char in text) for kind, text in section.pieces
    )


@lru_cache(maxsize=512)
def _sections(code: str) -> tuple[_Section, ...]:
    if len(code) > LONGEST:
        return (_Section((), understood=False),)
    if code.strip().lower() in _GENERAL or not code.strip():
        return (_Section((("general", code.strip() or "General"),)),)
    found: list[list[tuple[str, str]]] = [[]]
    for kind, text in _pieces(code):
        if kind == "end":
            found.append([])
        else:
            found[-1].append((kind, text))
    return tuple(_section(pieces) for pieces in found[:4])


def _section(pieces: list[tuple[str, str]]) -> _Section:
    kinds = {kind for kind, _ in pieces}
    ink = next((text for kind, text in pieces if kind == "ink"), "")
    return _Section(tuple(piece for piece in pieces if piece[0] != "ink"), "strange" not in kinds, "dated" in kinds, ink)


def _pieces(code: str) -> Iterator[tuple[str, str]]:
    """The pieces of a format from left to right."""
    at = 0
    while at < len(code):
        char = code[at]
        if char in '"[':
            end = code.find('"' if char == '"' else "]", at + 1)
            text = code[at + 1 : end if end >= 0 else len(code)]
            yield ("text", text) if char == '"' else ("strange", "") if end < 0 else _bracketed(text)
            at = len(code) if end < 0 else end + 1
        elif char in "\\!":
            yield "text", code[at + 1 : at + 2]
            at += 2
        elif char in "_*":
            at += 2
        elif code[at : at + 7].lower() == "general" or code[at : at + 6] == "G/通用格式":
            yield "general", "General"
            at += 7 if code[at] in "gG" and code[at + 1 : at + 2] != "/" else 6
        else:
            width = 2 if char in "eE" and code[at + 1 : at + 2] in ("+", "-") else 1
            yield _single(code[at : at + width])
            at += width


def _single(sign: str) -> tuple[str, str]:
    kind = {"@": "general", ".": "point", ",": "comma", "%": "percent", ";": "end"}.get(sign, "")
    if kind or sign in _DIGITS:
        return kind or "digit", sign
    if len(sign) == 2:
        return "power", sign
    if sign == "/":
        return "strange", sign  # a fraction, or a part of a date
    if sign.lower() in _DATED:
        return "dated", sign
    return ("text", sign) if sign in _BARE or not sign.isascii() else ("strange", sign)


def _bracketed(text: str) -> tuple[str, str]:
    """What stands in brackets: a colour is an ink, a currency is a word, hours are a time."""
    low = text.lower()
    if low in _COLOURS:
        return "ink", _COLOURS[low]
    if low.startswith(("color", "颜色")):
        number = low.removeprefix("color").removeprefix("颜色").strip()
        return "ink", _NUMBERED[int(number) - 1] if number in ("1", "2", "3", "4", "5", "6", "7", "8") else ""
    if low.startswith("$"):
        return "text", text[1:].partition("-")[0]
    return ("dated", low) if low and not set(low) - _DATED else ("strange", "")
