"""What a form looks like: its columns, the words of its headings, the mark that says whose it is.

Knows no file.  Shared by what writes forms and what reads them back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reportgen.regex import regex
from reportgen.report.dictionary import Path
from reportgen.report.model.address import spelled
from reportgen.report.model.grammar import AS_OF as DATE
from reportgen.report.model.grammar import CALIBRE, NUMBER, REPORTER, SOURCE, UNIT
from reportgen.report.model.grammar import COMMENT as REMARK

NOTES = (CALIBRE, DATE, SOURCE, REPORTER, REMARK)
"""What a form gives: the value and the notes beside it, under the names they have in the input."""

COLUMNS: tuple[tuple[str, float], ...] = (
    (NUMBER, 6), ("指标名称", 30), (UNIT, 9), ("本年数", 16), ("上年数", 16), ("增减", 11), ("口径/截至日", 22), ("数据来源", 24),
    (REPORTER, 10), (REMARK, 22), ("编号（请勿改动）", 10),
)  # fmt: skip
"""Headings and widths, in characters of the body font; the last is hidden and holds each row's anchor."""
INPUTS = (4, 7, 8, 9, 10)
"""Columns that may be filled in."""
ANCHOR = len(COLUMNS)
HEAD_ROWS = 3
_MARK = "reportgen 填报表"


@dataclass(frozen=True, slots=True)
class Mark:
    """Whose form it is: year, unit (empty in a workspace of one), department."""

    year: int
    unit: str
    department: str

    def __str__(self) -> str:
        return "|".join((_MARK, str(self.year), self.unit, self.department))

    @classmethod
    def read(cls, text: str) -> Mark | None:
        """The mark as it stands in a cell; None for what is none."""
        parts = text.split("|")
        if len(parts) != 4 or parts[0] != _MARK or not parts[1].isdecimal():
            return None
        return cls(int(parts[1]), parts[2], parts[3])


_TITLE = regex(r"(?:(\S+)\s+)?(\d{4})\s*年度汇报材料填报表\s*[（(]([^（）()]+)[）)]")


def contradicts(text: str, mark: Mark) -> bool:
    """Whether a text is the title of a form, and of another one than the mark says."""
    found = _TITLE.fullmatch(text.strip())
    if found is None:
        return False
    unit, year, department = found.groups()
    other_unit = bool(unit and mark.unit) and heading(unit) != heading(mark.unit)
    return other_unit or int(year) != mark.year or heading(department) != heading(mark.department)


def anchors(paths: Iterable[Path]) -> Mapping[str, Path]:
    """Anchor → path.  Forms of before wrote a dot for each step: that is known too, where it can mean one path alone."""
    known = tuple(paths)
    old = Counter(".".join(path) for path in known)
    return {name: path for path in known if old[name := ".".join(path)] == 1} | {anchor(path): path for path in known}


def anchor(path: Path) -> str:
    """What stands in the hidden column."""
    return spelled(path)


def heading(text: str) -> str:
    """A heading without blanks and signs, to know it again however it was retyped."""
    return "".join(char for char in text if char.isalnum())


def calibre_and_date(calibre: str, day: str) -> str:
    """The two notes that share a column."""
    return "；".join(part for part in (calibre, f"{DATE}{day}" if day else "") if part)


def split_calibre(text: str) -> tuple[str, str]:
    """口径 and 截至 of the shared column: what begins with 截至 or is a date is the date."""
    calibre: list[str] = []
    day = ""
    for part in text.replace(";", "；").split("；"):
        plain = part.strip().removeprefix("口径：").removeprefix("口径:").strip()
        dated = plain.removeprefix(DATE).removeprefix("日").lstrip("：: ")
        if not day and dated and (dated != plain or _is_date(plain)):
            day = dated
        elif plain:
            calibre.append(plain)
    return "；".join(calibre), day


def _is_date(text: str) -> bool:
    """2024年12月31日, 2024-12-31, 12月底: begins with figures and has nothing but figures and words of the calendar."""
    return (
        text[:1].isdecimal()
        and any(char in text for char in "年月日-./")
        and all(char in "0123456789年月日号底末-./ " for char in text)
    )
