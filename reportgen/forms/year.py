"""The table files of one import → the year and unit that they all belong to.

Knows no input.  Mixing years would put last year's figures into this one's file, so it is refused, whatever was wished for.
"""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.forms.read import mark_of
from reportgen.forms.shape import Mark
from reportgen.message import Message, say
from reportgen.problem import Code, Problem, ReportError
from reportgen.tables import Grid
from reportgen.tables.read import X01

X11 = Code("X11", "填报表没有写明年度或单位，或几张表不是同一年、同一单位的", "2023、2024 年的表一起导入", "分开导入；年度丢了加 --年度 2024")


def belonging(books: Sequence[Sequence[Grid]], year: int | None, unit: str) -> Mark:
    """Year and unit of all forms; what was wished for stands in where a form lost its mark.

    Raises ``ReportError``: X01 without any form, X11 where they differ, are not known, or are not what was wished for.
    """
    if not books:
        raise ReportError([Problem(X01, say("文件夹里没有表格文件"), hint=say("请核对文件夹；还没有表的，先运行 reportgen 填报 导出 年度"))])
    found: dict[tuple[int, str], str] = {}
    for grids in books:
        mark = mark_of(grids)
        key = (mark.year, mark.unit) if mark else (year or 0, unit)
        found.setdefault(key, grids[0].file if grids else "")
    unwished = [key for key in found if (year and key[0] != year) or (unit and key[1] != unit)]
    if len(found) > 1 or unwished or 0 in {key[0] for key in found}:
        files = tuple(say("{file}（{year_and_unit}）", file=file, year_and_unit=_named(*key)) for key, file in found.items())
        hint = say("一次只导入同一年、同一单位的；表上的年度丢了，用 --年度 写明")
        raise ReportError([Problem(X11, say("这些表不是同一年、同一单位的，或没有写明：{files}", files=files), hint=hint)])
    (key,) = found
    return Mark(*key, "")


def _named(year: int, unit: str) -> Message:
    named = say("{year}", year=year) if year else say("年度不明")
    return say("{year}，{unit}", year=named, unit=unit) if unit else named
