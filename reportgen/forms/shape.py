"""What a form looks like: its columns, the words of its headings, the mark that says whose it is.

Knows no file.  Shared by what writes forms and what reads them back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reportgen.report.dictionary import Path

VALUE, CALIBRE, DATE, SOURCE, REPORTER, REMARK = "值", "口径", "截至", "来源", "填报人", "备注"
NOTES = (CALIBRE, DATE, SOURCE, REPORTER, REMARK)
"""What a form gives: the value and the notes beside it, under the names they have in the input."""

COLUMNS: tuple[tuple[str, float], ...] = (
    ("序号", 6), ("指标名称", 30), ("单位", 9), ("本年数", 16), ("上年数", 16), ("增减", 11), ("口径/截至日", 22), ("数据来源", 24),
    ("填报人", 10), ("备注", 22), ("编号（请勿改动）", 10),
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


def anchors(paths: Iterable[Path]) -> Mapping[str, Path]:
    """Anchor → path; two paths that would share one (a name with a dot in it) get none."""
    found: dict[str, Path] = {}
    twice: set[str] = set()
    for path in paths:
        name = anchor(path)
        if found.setdefault(name, path) != path:
            twice.add(name)
    return {name: path for name, path in found.items() if name not in twice}


def anchor(path: Path) -> str:
    """What stands in the hidden column."""
    return ".".join(path)


def heading(text: str) -> str:
    """A heading without blanks and signs, to know it again however it was retyped."""
    return "".join(char for char in text if char.isalnum())


def calibre_and_date(calibre: str, day: str) -> str:
    """The two notes that share a column."""
    return "；".join(part for part in (calibre, f"截至{day}" if day else "") if part)


def split_calibre(text: str) -> tuple[str, str]:
    """口径 and 截至 of the shared column: what begins with 截至 or is a date is the date."""
    calibre: list[str] = []
    day = ""
    for part in text.replace(";", "；").split("；"):
        plain = part.strip().removeprefix("口径：").removeprefix("口径:").strip()
        dated = plain.removeprefix("截至").removeprefix("日").lstrip("：: ")
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
