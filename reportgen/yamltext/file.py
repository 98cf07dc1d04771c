"""The path of a file of data → its bytes, or why they cannot be had.

Knows neither YAML nor JSON; both are opened here.
"""

from __future__ import annotations

from pathlib import Path

from reportgen.message import say
from reportgen.problem import Code, Problem, ReportError, TextPlace
from reportgen.storage import read_regular

Y01 = Code("Y01", "没有这个文件，或打不开", "生成 2052", "核对年度、文件名和位置")
Y02 = Code("Y02", "文件太大", "超过 12 MB 的 .yaml", "一年的数据不会这么大，核对文件")

MAX_BYTES = 12 * 1024 * 1024
"""Largest file that is read."""


def data_bytes(path: Path) -> bytes:
    """All of a file; raises ``ReportError`` (Y01, Y02)."""
    try:
        data = read_regular(path, MAX_BYTES)
    except OSError:
        raise ReportError([Problem(Y01, say("打不开这个文件：{name}", name=path.name), hint=say("请核对文件名和位置"))]) from None
    if len(data) > MAX_BYTES:
        raise ReportError([Problem(Y02, say("{file} 太大（上限 12 MB）", file=path.name), place=TextPlace(path.name, 1, 1))])
    return data
