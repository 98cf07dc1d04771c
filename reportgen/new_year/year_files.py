"""A year's documents and report → the new year's files as text.

Knows no folders.  Every file is the old one with edits: what is not named here stays byte for byte, comments and layout
above all.  Year, title, date and the years that parts speak of move on by as many years as lie between; the date is only a
proposal and says so.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportgen.new_year.emptied_data import SAMPLE, empty_data, remark_at
from reportgen.new_year.marks import mark_sentences
from reportgen.regex import regex
from reportgen.report.load import Report
from reportgen.report.model.grammar import DATE, TITLE, YEAR, KeyRole
from reportgen.report.model.walk import walk
from reportgen.yamltext import Document, Lines, Scalar, TextEdit, set_scalar, splice

_CHINESE, _WIDE, _PLAIN = "〇一二三四五六七八九", "０１２３４５６７８９", "0123456789"
_NOUGHTS = "〇○零"
_NUMBERED = rf"(?<![\d{_WIDE}.．〔\[])(?:19|20|１９|２０)[\d{_WIDE}]{{2}}(?![\d{_WIDE}.．%％万亿个家户件人号〕])"
_SPELLED = rf"(?<![{_CHINESE}零○])(?:一九|二[{_NOUGHTS}])[{_CHINESE}零○]{{2}}(?=\s*[年—～~至-])"
_YEAR = rf"(?:{_NUMBERED}|{_SPELLED})"
_LAST = rf"(?P<last>{_YEAR}|(?<![{_CHINESE}零○])二[{_NOUGHTS}][{_CHINESE}零○]{{2}})"
_YEARS = regex(rf"(?P<first>{_YEAR})(?:(?P<between>\s*年?度?\s*[—–～~至到-]+\s*){_LAST})?")
"""A year, or the years from one to another."""
_DIGITS = str.maketrans(_WIDE + _CHINESE + "零○", _PLAIN * 2 + "00")
_DATE = regex(r"^(\d{4})(\D+)(\d{1,2})(\D+)(\d{1,2})(\D*)$")
_HEAD = regex(r"\A(?:# \d{4} 年的输入，由(?: \d{4} 年的|示例)新建：[^\n]*\n)?")


@dataclass(frozen=True, slots=True)
class Rolled:
    """One file of the new year: its text, and how it is encoded."""

    name: str
    text: str
    encoding: str


def roll(documents: Sequence[Document], report: Report, year: int, *, sample: bool = False) -> tuple[Rolled, ...]:
    """The new year's files, one for each of the old year's, in their order and under their names; of a sample, whose figures are
    nobody's, that is said."""
    since = SAMPLE if sample else "上年" if year == report.year + 1 else f"{report.year}年"
    return tuple(Rolled(each.file, _rolled(each, report, year, since), each.encoding) for each in documents)


def _rolled(document: Document, report: Report, year: int, since: str) -> str:
    edits = [
        *_head(document, report.year, year, since),
        *_top(document, report.year, year - report.year, since),
        *_spoken(document, year - report.year),
        *mark_sentences(document, since),
        *empty_data(document, report.data, since),
    ]
    return splice(document.text, edits)


def _head(document: Document, old: int, year: int, since: str) -> Iterator[TextEdit]:
    """One line that says what the file is, above the old comments."""
    found = _HEAD.match(document.text)
    end = found.end() if found else 0
    said = f"# {year} 年的输入，由 {old} 年的新建：“数据”里的数已清空，原来的数注在旁边，句子里手打的数还是原来的；标着“待改写”的句子改好后，删去那一行。以下注释照 {old} 年的原样。"
    if since == SAMPLE:
        said = f"# {year} 年的输入，由示例新建：句子是编的，样子可以照用；改成自己的，删去“待改写”那一行。"
    yield TextEdit(0, end, said + Lines(document.text).newline)


def _top(document: Document, year: int, by: int, since: str) -> Iterator[TextEdit]:
    """年度, 标题 and 日期 of a ``year``, moved on by so many years."""
    lines = Lines(document.text, document.root)
    for entry in document.mapping or ():
        value = entry.value
        if not isinstance(value, Scalar) or not value.text:
            continue
        if entry.key.text == YEAR and value.text.strip().isdecimal():
            yield set_scalar(value, str(int(value.text) + by))
        elif entry.key.text == TITLE and (moved := moved_title(value.text, by, year)) != value.text:
            yield set_scalar(value, moved)
        elif entry.key.text == DATE and (moved := moved_date(value.text, by)) != value.text:
            yield set_scalar(value, moved)
            yield remark_at(
                lines.content_end(value.end),
                document.text,
                f"{since} 写 {value.text}；今年的请核对",
            )


def _spoken(document: Document, by: int) -> Iterator[TextEdit]:
    """The years of which sections say that they speak (所述年度), moved on: what was the plan's year is the next plan's."""
    for visit in walk(document.mapping) if document.mapping else ():
        node, role = visit.node, visit.key.role if visit.key is not None else None
        if role is KeyRole.SPOKEN_YEAR and isinstance(node, Scalar) and node.text.strip().isdecimal():
            yield set_scalar(node, str(int(node.text) + by))


def moved_title(title: str, by: int, own: int) -> str:
    """The years that a title says itself to be of, moved on: the report's ``own`` and the next, in whatever digits, and two years
    in a row (2023—2024).  Any other stays: 2021—2025 is a plan's, a year long ago an anniversary's."""

    def moved(found: re.Match[str]) -> str:
        if found["last"] is None:
            return _moved_year(found[0], by) if _number(found[0]) in (own, own + 1) else found[0]
        first, last = _number(found["first"]), _number(found["last"])
        if last - first != 1 or own not in (first, last):
            return found[0]
        return f"{_moved_year(found['first'], by)}{found['between']}{_moved_year(found['last'], by)}"

    return _YEARS.sub(moved, title)


def _number(text: str) -> int:
    return int(text.translate(_DIGITS))


def _moved_year(text: str, by: int) -> str:
    """So many years later, in the digits in which it is written, its noughts among them."""
    number = str(_number(text) + by)
    if text[0] in _PLAIN:
        return number
    if text[0] in _WIDE:
        return number.translate(str.maketrans(_PLAIN, _WIDE))
    nought = next((sign for sign in text if sign in _NOUGHTS), _NOUGHTS[0])
    return number.translate(str.maketrans(_PLAIN, nought + _CHINESE[1:]))


def moved_date(text: str, by: int) -> str:
    """The same day so many years later, written in the same way; the 29th of February becomes the 28th where it must."""
    found = _DATE.match(text.strip())
    if not found or not 1 <= int(found[3]) <= 12:
        return text
    year, month = int(found[1]) + by, int(found[3])
    day = found[5] if int(found[5]) <= monthrange(year, month)[1] else str(monthrange(year, month)[1])
    return f"{year}{found[2]}{found[3]}{found[4]}{day}{found[6]}"
